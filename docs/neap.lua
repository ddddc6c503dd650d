---@meta
-- Made from the declarations by `neap document editor`: add it to your editor's Lua library.

---A function of time.
---@class Signal
---@field uuid string
---@field type string
---@operator add(Signal|number): Signal
---@operator sub(Signal|number): Signal
---@operator mul(Signal|number): Signal
---@operator div(Signal|number): Signal
---@operator pow(Signal|number): Signal
---@operator mod(Signal|number): Signal
---@operator unm: Signal
---@operator call(Signal|number): Signal A word that awaits its signal.
---@field a Signal|number|number[]
---@field a1 number
---@field a2 number
---@field amount Signal|number
---@field amplitudes number|number[]
---@field amps number|number[]
---@field angle Signal|number
---@field attack Signal|number
---@field b Signal|number|number[]
---@field b0 Signal|number
---@field b1 Signal|number
---@field b2 Signal|number
---@field bandlimit boolean
---@field bands number
---@field bits Signal|number
---@field body "string"|"tube"
---@field breakpoints number[]|number[][]
---@field by number
---@field carrier Signal|number
---@field ceiling Signal|number
---@field content string
---@field count Signal|number
---@field curve fun(x: number): number|number[]
---@field curves number|number[]
---@field cutoff Signal|number
---@field damping Signal|number
---@field decay Signal|number
---@field decays number|number[]
---@field density Signal|number
---@field depth Signal|number
---@field detune Signal|number
---@field dither "none"|"rectangular"|"triangular"
---@field down Signal|number
---@field drive Signal|number
---@field duration number
---@field duty Signal|number
---@field factor number
---@field file string
---@field first Signal|number
---@field frame number
---@field frequencies number|number[]
---@field frequency Signal|number
---@field from number
---@field gain Signal|number
---@field gains number[]|number[][]
---@field harmonics number|number[]
---@field hi Signal|number
---@field high Signal|number
---@field hold Signal|number
---@field hop number
---@field in_hi Signal|number
---@field in_lo Signal|number
---@field index Signal|number
---@field input Signal|number
---@field inputs Signal[]
---@field interpolation "cubic"|"linear"|"sinc"
---@field irregularity number
---@field jitter Signal|number
---@field keep "above"|"below"
---@field knee Signal|number
---@field last Signal|number
---@field law "linear"|"power"
---@field left Signal|number
---@field length Signal|number
---@field lengths number|number[]
---@field level Signal|number
---@field lo Signal|number
---@field longest number
---@field lookahead number
---@field loop_from number
---@field loop_to number
---@field low Signal|number
---@field lower number
---@field makeup Signal|number
---@field mode "allpass"|"bandpass"|"channel"|"full"|"half"|"highpass"|"lowpass"|"notch"|"peak"|"phase"|"rms"
---@field modulator Signal|number
---@field number Signal|number
---@field outputs number
---@field phase Signal|number
---@field place Signal|number
---@field pos Signal|number
---@field predelay Signal|number
---@field q Signal|number
---@field rate Signal|number
---@field ratio Signal|number
---@field regen Signal|number
---@field release Signal|number
---@field resonance Signal|number
---@field response Signal|fun(x: number): number|number|number[]
---@field right Signal|number
---@field sections number|number[]
---@field seed any
---@field semitones Signal|number
---@field shift Signal|number
---@field sidechain Signal|number
---@field sides Signal|number
---@field size Signal|number
---@field speakers number
---@field spread Signal|number
---@field stages number
---@field steps "cubic"|"hold"|"linear"
---@field sustain Signal|number
---@field sweep "exponential"|"linear"
---@field table number[]|number[][]
---@field take number
---@field taps number[]|number[][]
---@field threshold Signal|number
---@field time Signal|number
---@field times number|number[]
---@field to number
---@field trig Signal|number
---@field up Signal|number
---@field upper number
---@field value number|number[]
---@field values number[]|number[][]
---@field voices number
---@field wave "saw"|"sine"|"square"|"triangle"
---@field wet Signal|number
---@field which Signal|number
---@field window number
---@field word any
---@field x Signal|number
---@field zero_offset boolean
local Signal = {}

---@class named.additive
---@field [integer] any
---@field harmonics? number|number[]
---@field frequency? Signal|number
---@field phase? Signal|number

---A sum of sines at whole multiples of a frequency, by a list of their amplitudes; those above half the sample rate are left out, but for what folds above 20 kHz. A frequency that is moved at the speed of tones itself makes partials there that fold, as wavetable says.
---Example: `additive({0.5, 0, 0.25, 0, 0.12, 0, 0.06}, 110)`
---@param harmonics number|number[] The amplitude of each, the fundamental first: at most 2048. Number only: tables are made of them. (a number as a level, where 1 is full scale, or a list of them)
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.additive): Signal
---@return Signal
function additive(harmonics, frequency, phase) end

---@class named.chirp
---@field [integer] any
---@field first? Signal|number
---@field last? Signal|number
---@field length? number
---@field sweep? "linear"|"exponential"

---A sine that sweeps from one frequency to another, and ends there.
---Example: `chirp(100, 8000, 2) * 0.7`
---@param first? Signal|number The frequency at frame 0; where an end moves, the sweep goes between the two as they are. (a number or a signal in hertz, 0 to half the sample rate; 20 unless told otherwise)
---@param last? Signal|number The frequency at the end. (a number or a signal in hertz, 0 to half the sample rate; 20000 unless told otherwise)
---@param length? number How long it takes. Number only: it tells where the sweep ends. (a number in seconds, 0 to 86400; 1 unless told otherwise)
---@param sweep? "linear"|"exponential" Whether equal times are equal steps in hertz or equal intervals; neither end of these is at 0. ("linear" or "exponential"; "linear" unless told otherwise)
---@overload fun(named: named.chirp): Signal
---@return Signal
function chirp(first, last, length, sweep) end

---@class named.fm
---@field [integer] any
---@field carrier? Signal|number
---@field ratio? Signal|number
---@field index? Signal|number

---A sine whose frequency another sine moves: two in a ratio, as bright as the index is great.
---Example: `fm(110, 2, 3) * 0.5`
---@param carrier? Signal|number The frequency that is moved. (a number or a signal in hertz, 0 to half the sample rate; 220 unless told otherwise)
---@param ratio? Signal|number How many times that is the frequency that moves it. (a number or a signal as a factor, 0 to 64; 1 unless told otherwise)
---@param index? Signal|number How far: the deviation in hertz, divided by the frequency that moves it. (a number or a signal in radians, 0 to 1000; 1 unless told otherwise)
---@overload fun(named: named.fm): Signal
---@return Signal
function fm(carrier, ratio, index) end

---@class named.hardsync
---@field [integer] any
---@field frequency? Signal|number
---@field ratio? Signal|number
---@field phase? Signal|number

---A sawtooth that runs faster than its period and is begun again with each, band-limited: the ratio moves its timbre, not its pitch.
---Example: `hardsync(110, sine(0.25):range(1.5, 6)):highpass(20) * 0.5`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param ratio? Signal|number How many of the sawtooth's own periods go into one. (a number or a signal as a factor, 1 to 32; 2.5 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.hardsync): Signal
---@return Signal
function hardsync(frequency, ratio, phase) end

---@class named.impulse
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number

---One sample of 1 where each period begins, else 0. At frequency 0 there is one alone, at frame 0.
---Example: `impulse(220)`
---@param frequency? Signal|number Impulses a second; 0 is a single one. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.impulse): Signal
---@return Signal
function impulse(frequency, phase) end

---@class named.phasor
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number

---A ramp from 0 up to 1, again with each period: how far the period has gone, to control others by.
---Example: `saw(55):lowpass(phasor(2) * 3000 + 200) * 0.7`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.phasor): Signal
---@return Signal
function phasor(frequency, phase) end

---@class named.pm
---@field [integer] any
---@field input? Signal|number
---@field carrier? Signal|number
---@field index? Signal|number

---A sine whose phase any signal moves.
---Example: `triangle(55):pm(220, 4) * 0.5`
---@param input Signal|number What moves the phase. (a signal)
---@param carrier? Signal|number The frequency of the sine. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 220 unless told otherwise)
---@param index? Signal|number How far a sample of 1 moves it. (a number or a signal in radians, 0 to 1000; 1 unless told otherwise)
---@overload fun(named: named.pm): Signal
---@return Signal
function pm(input, carrier, index) end

---A sine whose phase any signal moves.
---Example: `triangle(55):pm(220, 4) * 0.5`
---@param carrier? Signal|number The frequency of the sine. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 220 unless told otherwise)
---@param index? Signal|number How far a sample of 1 moves it. (a number or a signal in radians, 0 to 1000; 1 unless told otherwise)
---@return Signal
function Signal:pm(carrier, index) end

---@class named.pulse
---@field [integer] any
---@field frequency? Signal|number
---@field duty? Signal|number
---@field phase? Signal|number

---A pulse wave, 1 in the first part of its period and -1 in the rest, band-limited; the part, its duty, may move. Its mean is 2 duty - 1.
---Example: `pulse(110, sine(0.5):range(0.1, 0.9)) * 0.7`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param duty? Signal|number The part of the period in which it is 1. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.pulse): Signal
---@return Signal
function pulse(frequency, duty, phase) end

---@class named.saw
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number
---@field bandlimit? boolean

---A sawtooth that rises through 0 from -1 to 1, band-limited: beside its steps it overshoots by up to a fifth.
---Example: `saw(220) * 0.5`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@param bandlimit? boolean False leaves its jumps as they are, so that it aliases: for teaching. (true or false; true unless told otherwise)
---@overload fun(named: named.saw): Signal
---@return Signal
function saw(frequency, phase, bandlimit) end

---@class named.sine
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number

---A sine wave of amplitude 1.
---Example: `sine(220) * 0.5`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.sine): Signal
---@return Signal
function sine(frequency, phase) end

---@class named.square
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number
---@field bandlimit? boolean

---A square wave, 1 in the first half of its period and -1 in the second, band-limited.
---Example: `square(220) * 0.5`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@param bandlimit? boolean False leaves its jumps as they are, so that it aliases: for teaching. (true or false; true unless told otherwise)
---@overload fun(named: named.square): Signal
---@return Signal
function square(frequency, phase, bandlimit) end

---@class named.supersaw
---@field [integer] any
---@field frequency? Signal|number
---@field detune? Signal|number
---@field sides? Signal|number

---Seven sawtooths, six of them out of tune with the one in the middle.
---Example: `supersaw(110) * 0.8`
---@param frequency? Signal|number Of the one in the middle. (a number or a signal in hertz, -20000 to 20000; 220 unless told otherwise)
---@param detune? Signal|number How far the others are off: 1 is nearly two semitones. (a number or a signal as a factor, 0 to 1; 0.12 unless told otherwise)
---@param sides? Signal|number How loud the others are beside the one in the middle. (a number or a signal as a factor, 0 to 1; 0.6 unless told otherwise)
---@overload fun(named: named.supersaw): Signal
---@return Signal
function supersaw(frequency, detune, sides) end

---@class named.triangle
---@field [integer] any
---@field frequency? Signal|number
---@field phase? Signal|number

---A triangle wave that begins at 0 and rises, band-limited.
---Example: `triangle(220) * 0.5`
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.triangle): Signal
---@return Signal
function triangle(frequency, phase) end

---@class named.wavetable
---@field [integer] any
---@field table? number[]|number[][]
---@field frequency? Signal|number
---@field phase? Signal|number

---Plays a list of samples as one period of a wave, at any frequency: what would lie above half the sample rate is left out, but for what folds above 20 kHz. A frequency that is moved at the speed of tones itself makes partials there that fold, up to -30 dB; of saw, square, triangle and pulse they do not.
---Example: `wavetable({0, 0.5, 0.8, 0.3, 0.1, -0.2, -0.9, -0.6}, 110)`
---@param table number[]|number[][] One period, at most 65536 samples; a list for each channel. (a list of numbers, or of lists, one for each channel)
---@param frequency? Signal|number Periods a second; negative runs backwards. What moves it smoothly makes nothing above -70 dB that folds, unless it is as fast as a carrier of 7 kHz (-55 dB); what itself jumps and takes it through all of its range, as a square may, -40 dB where it jumps 800 times a second, and -30 dB at 2000 times. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 440 unless told otherwise)
---@param phase? Signal|number Added to the phase: an offset, or a modulation. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.wavetable): Signal
---@return Signal
function wavetable(table, frequency, phase) end

---@class named.blue
---@field [integer] any
---@field seed? number

---Blue noise: 3 dB more with each octave. Its RMS level is -14 dB.
---Example: `blue{seed=3}`
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.blue): Signal
---@return Signal
function blue(seed) end

---@class named.brown
---@field [integer] any
---@field seed? number

---Brown or red noise: 6 dB less with each octave. Its RMS level is -14 dB.
---Example: `brown{seed=3}`
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.brown): Signal
---@return Signal
function brown(seed) end

---@class named.dust
---@field [integer] any
---@field density? Signal|number
---@field seed? number

---Single samples at random times, of random height from 0 to 1: crackle, or random triggers.
---Example: `dust(20):bandpass(1500, 8) * 8`
---@param density? Signal|number How many there are in a second, on average. (a number or a signal in hertz, 0 to half the sample rate; 10 unless told otherwise)
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.dust): Signal
---@return Signal
function dust(density, seed) end

---@class named.lfnoise
---@field [integer] any
---@field frequency? Signal|number
---@field steps? "hold"|"linear"|"cubic"
---@field seed? number

---A new random value from -1 to 1 so many times a second, held, or joined by lines or curves: to control others by.
---Example: `saw(110):lowpass(lfnoise(8):range(200, 3000)) * 0.7`
---@param frequency? Signal|number How many values in a second. (a number or a signal in hertz, 0 to half the sample rate; 4 unless told otherwise)
---@param steps? "hold"|"linear"|"cubic" How it gets from one value to the next: at once, in a line, or in a smooth curve, which is scaled to stay within -1 to 1. ("hold" or "linear" or "cubic"; "hold" unless told otherwise)
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.lfnoise): Signal
---@return Signal
function lfnoise(frequency, steps, seed) end

---@class named.noise
---@field [integer] any
---@field seed? number

---White noise, evenly spread from -1 to 1. The same seed gives the same noise.
---Example: `noise{seed=3}`
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.noise): Signal
---@return Signal
function noise(seed) end

---@class named.pink
---@field [integer] any
---@field seed? number

---Pink noise: 3 dB less with each octave, as much in one as in another. Its RMS level is -14 dB.
---Example: `pink{seed=3}`
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.pink): Signal
---@return Signal
function pink(seed) end

---@class named.violet
---@field [integer] any
---@field seed? number

---Violet noise: 6 dB more with each octave. Its RMS level is -14 dB.
---Example: `violet{seed=3}`
---@param seed? number Which noise it is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.violet): Signal
---@return Signal
function violet(seed) end

---@class named.adsr
---@field [integer] any
---@field attack? Signal|number
---@field decay? Signal|number
---@field sustain? Signal|number
---@field release? Signal|number
---@field duration? number

---An envelope: up to 1, down to the sustain level, held, and at the end of its duration down to 0.
---Example: `saw(110) * adsr(0.01, 0.1, 0.7, 0.2, 1) * 0.7`
---@param attack? Signal|number From 0 up to 1, in a straight line. Where what shapes it moves, each moment has the level it would have if that had always been so. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param decay? Signal|number From 1 down to the sustain level, in a straight line. (a number or a signal in seconds, 0 to 60; 0.1 unless told otherwise)
---@param sustain? Signal|number The level that is held. (a number or a signal as a factor, 0 to 1; 0.7 unless told otherwise)
---@param release? Signal|number From whatever level it has at `duration` down to 0. (a number or a signal in seconds, 0 to 60; 0.2 unless told otherwise)
---@param duration? number From the beginning to the release. Number only: it tells where the envelope ends. (a number in seconds, 0 to 86400; 1 unless told otherwise)
---@overload fun(named: named.adsr): Signal
---@return Signal
function adsr(attack, decay, sustain, release, duration) end

---@class named.asr
---@field [integer] any
---@field attack? Signal|number
---@field release? Signal|number
---@field duration? number
---@field level? Signal|number

---An envelope: up to a level, held, and at the end of its duration down to 0.
---Example: `saw(110) * asr(0.1, 0.5, 1) * 0.7`
---@param attack? Signal|number From 0 up to the level, in a straight line. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param release? Signal|number From whatever level it has at `duration` down to 0. (a number or a signal in seconds, 0 to 60; 0.2 unless told otherwise)
---@param duration? number From the beginning to the release. Number only: it tells where the envelope ends. (a number in seconds, 0 to 86400; 1 unless told otherwise)
---@param level? Signal|number The level that is held. (a number or a signal as a factor, 0 to 1; 1 unless told otherwise)
---@overload fun(named: named.asr): Signal
---@return Signal
function asr(attack, release, duration, level) end

---@class named.channel_peak
---@field [integer] any
---@field input? Signal|number

---The greatest magnitude among all channels, in one channel.
---Example: `noise{seed=1} * channel_peak(sine{2, 3})`
---@param input Signal|number Whose channels to look at. (a signal)
---@overload fun(named: named.channel_peak): Signal
---@return Signal
function channel_peak(input) end

---The greatest magnitude among all channels, in one channel.
---Example: `noise{seed=1} * channel_peak(sine{2, 3})`
---@return Signal
function Signal:channel_peak() end

---@class named.env
---@field [integer] any
---@field breakpoints? number[]|number[][]
---@field curves? number|number[]

---Goes through breakpoints, each a time and a level; holds the first level before and the last after.
---Example: `saw(110) * env({{0, 0}, {0.01, 1}, {0.2, 0.4}, {1.5, 0}}, -3) * 0.7`
---@param breakpoints number[]|number[][] Lists of two numbers, a time in seconds and a level, in the order of their times. (a list of numbers, or of lists, one for each channel)
---@param curves? number|number[] How each piece bends, or one number for all: 0 is straight, below 0 steep first, above 0 steep last, -50 to 50. Number only: all breakpoints are one list. (a number as a factor, or a list of them; 0 unless told otherwise)
---@overload fun(named: named.env): Signal
---@return Signal
function env(breakpoints, curves) end

---@class named.exprange
---@field [integer] any
---@field input? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---A signal that lies between -1 and 1, made to lie between two others so that equal steps become equal ratios; what lies outside -1 to 1 is held to it.
---Example: `saw(110):lowpass(sine(0.5):exprange(200, 5000)) * 0.7`
---@param input Signal|number What to map: -1 becomes lo, 1 becomes hi. (a signal)
---@param lo Signal|number What -1 becomes; above 0. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@param hi Signal|number What 1 becomes; above 0. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@overload fun(named: named.exprange): Signal
---@return Signal
function exprange(input, lo, hi) end

---A signal that lies between -1 and 1, made to lie between two others so that equal steps become equal ratios; what lies outside -1 to 1 is held to it.
---Example: `saw(110):lowpass(sine(0.5):exprange(200, 5000)) * 0.7`
---@param lo Signal|number What -1 becomes; above 0. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@param hi Signal|number What 1 becomes; above 0. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@return Signal
function Signal:exprange(lo, hi) end

---@class named.follow
---@field [integer] any
---@field input? Signal|number
---@field attack? Signal|number
---@field release? Signal|number
---@field mode? "peak"|"rms"

---The level of a signal as it goes up and down.
---Example: `noise{seed=1} * follow(square(2) * perc(0.001, 2), 0.01, 0.2)`
---@param input Signal|number What to look at. (a signal)
---@param attack? Signal|number How long until a rise is followed up to 0.1 %, which is 60 dB. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is 60 dB down where the signal ends. (a number or a signal in seconds, 0 to 60; 0.1 unless told otherwise)
---@param mode? "peak"|"rms" Of the magnitude, or of the root of the mean square: 0.707 for a sine of amplitude 1 where attack and release are equal and much longer than its period. A rise that is followed faster than a fall reads higher. ("peak" or "rms"; "peak" unless told otherwise)
---@overload fun(named: named.follow): Signal
---@return Signal
function follow(input, attack, release, mode) end

---The level of a signal as it goes up and down.
---Example: `noise{seed=1} * follow(square(2) * perc(0.001, 2), 0.01, 0.2)`
---@param attack? Signal|number How long until a rise is followed up to 0.1 %, which is 60 dB. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is 60 dB down where the signal ends. (a number or a signal in seconds, 0 to 60; 0.1 unless told otherwise)
---@param mode? "peak"|"rms" Of the magnitude, or of the root of the mean square: 0.707 for a sine of amplitude 1 where attack and release are equal and much longer than its period. A rise that is followed faster than a fall reads higher. ("peak" or "rms"; "peak" unless told otherwise)
---@return Signal
function Signal:follow(attack, release, mode) end

---@class named.lag
---@field [integer] any
---@field input? Signal|number
---@field time? Signal|number

---Glides to each new value, fast at first and ever slower. What has no beginning is followed from its first value on.
---Example: `saw(110):lowpass(square(2):range(300, 3000):lag(0.2)) * 0.7`
---@param input Signal|number What to follow. (a signal)
---@param time? Signal|number How long until 0.1 % is left of what is between: 60 dB; 0.145 of it is the time constant. (a number or a signal in seconds, 0 to 3600; 0.1 unless told otherwise)
---@overload fun(named: named.lag): Signal
---@return Signal
function lag(input, time) end

---Glides to each new value, fast at first and ever slower. What has no beginning is followed from its first value on.
---Example: `saw(110):lowpass(square(2):range(300, 3000):lag(0.2)) * 0.7`
---@param time? Signal|number How long until 0.1 % is left of what is between: 60 dB; 0.145 of it is the time constant. (a number or a signal in seconds, 0 to 3600; 0.1 unless told otherwise)
---@return Signal
function Signal:lag(time) end

---@class named.lfo
---@field [integer] any
---@field frequency? Signal|number
---@field wave? "sine"|"triangle"|"saw"|"square"
---@field phase? Signal|number

---A slow oscillation between -1 and 1, to move a parameter with; range and exprange give it other bounds. It stays within its bounds: its jumps are jumps, where those of saw and square are band-limited.
---Example: `saw(110):lowpass(lfo(2, "triangle"):range(300, 3000)) * 0.7`
---@param frequency? Signal|number Periods a second. (a number or a signal in hertz, 0 to 1000; 1 unless told otherwise)
---@param wave? "sine"|"triangle"|"saw"|"square" Its form. ("sine" or "triangle" or "saw" or "square"; "sine" unless told otherwise)
---@param phase? Signal|number Added to the phase: where in its period it begins. (a number or a signal in radians, -1000000 to 1000000; 0 unless told otherwise)
---@overload fun(named: named.lfo): Signal
---@return Signal
function lfo(frequency, wave, phase) end

---@class named.line
---@field [integer] any
---@field first? Signal|number
---@field last? Signal|number
---@field length? Signal|number

---Goes from one value to another in a straight line; holds the first before and the last after.
---Example: `saw(55):lowpass(line(300, 3000, 8)) * 0.7`
---@param first Signal|number The value up to frame 0; of two signals it goes from one to the other. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param last Signal|number The value at the end and ever after. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param length? Signal|number How long it takes. (a number or a signal in seconds, 0 to 86400; 1 unless told otherwise)
---@overload fun(named: named.line): Signal
---@return Signal
function line(first, last, length) end

---@class named.perc
---@field [integer] any
---@field attack? Signal|number
---@field release? Signal|number

---A percussive envelope: up to 1 in a straight line, then dying away.
---Example: `noise() * perc(0.001, 0.2)`
---@param attack? Signal|number From 0 up to 1. Where a time moves, each moment has the level it would have if that had always been so. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param release? Signal|number Until it is 60 dB down, where it ends. (a number or a signal in seconds, 0 to 60; 0.5 unless told otherwise)
---@overload fun(named: named.perc): Signal
---@return Signal
function perc(attack, release) end

---@class named.range
---@field [integer] any
---@field input? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---A signal that lies between -1 and 1, made to lie between two others. Of a pattern: From 0…1 to another range.
---Example: `saw(110):lowpass(sine(0.5):range(300, 3000)) * 0.5`
---@param input Signal|number What to map: -1 becomes lo, 1 becomes hi. (a signal)
---@param lo Signal|number What -1 becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param hi Signal|number What 1 becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@overload fun(named: named.range): Signal
---@return Signal
function range(input, lo, hi) end

---A signal that lies between -1 and 1, made to lie between two others. Of a pattern: From 0…1 to another range.
---Example: `saw(110):lowpass(sine(0.5):range(300, 3000)) * 0.5`
---@param lo Signal|number What -1 becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param hi Signal|number What 1 becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@return Signal
function Signal:range(lo, hi) end

---@class named.sample_hold
---@field [integer] any
---@field input? Signal|number
---@field trig? Signal|number

---Takes the value of a signal whenever another rises past 0, and holds it until that happens again.
---Example: `saw(noise{seed=1}:sample_hold(square(8)):range(100, 400)) * 0.7`
---@param input Signal|number What to take values of. (a signal)
---@param trig Signal|number What tells when: at or below 0 first, then above it. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@overload fun(named: named.sample_hold): Signal
---@return Signal
function sample_hold(input, trig) end

---Takes the value of a signal whenever another rises past 0, and holds it until that happens again.
---Example: `saw(noise{seed=1}:sample_hold(square(8)):range(100, 400)) * 0.7`
---@param trig Signal|number What tells when: at or below 0 first, then above it. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@return Signal
function Signal:sample_hold(trig) end

---@class named.slew
---@field [integer] any
---@field input? Signal|number
---@field up? Signal|number
---@field down? Signal|number

---Goes to each new value in straight lines, no faster than told. What has no beginning is followed from its first value on.
---Example: `saw(110):lowpass(square(2):range(300, 3000):slew(20000, 5000)) * 0.7`
---@param input Signal|number What to follow. (a signal)
---@param up? Signal|number How far it may rise in a second. (a number or a signal as a level, where 1 is full scale, 0 to 1000000000; 1 unless told otherwise)
---@param down? Signal|number How far it may fall in a second. (a number or a signal as a level, where 1 is full scale, 0 to 1000000000; 1 unless told otherwise)
---@overload fun(named: named.slew): Signal
---@return Signal
function slew(input, up, down) end

---Goes to each new value in straight lines, no faster than told. What has no beginning is followed from its first value on.
---Example: `saw(110):lowpass(square(2):range(300, 3000):slew(20000, 5000)) * 0.7`
---@param up? Signal|number How far it may rise in a second. (a number or a signal as a level, where 1 is full scale, 0 to 1000000000; 1 unless told otherwise)
---@param down? Signal|number How far it may fall in a second. (a number or a signal as a level, where 1 is full scale, 0 to 1000000000; 1 unless told otherwise)
---@return Signal
function Signal:slew(up, down) end

---@class named.to
---@field [integer] any
---@field last? number
---@field length? number
---@field first? number
---@field frame? number

---Glides to a value from the one before, in a straight line.
---Example: `bass.cutoff = to(3000, 8)`
---@param last number The value at the end and ever after. Number only: it takes the place of a number, and ends as one. (a number as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param length? number How long it takes. Number only: when it is over, what is left is the last value. (a number in seconds, 0 to 86400; 1 unless told otherwise)
---@param first? number The value that it starts from. Number only: it is the one that stood there. (a number as a level, where 1 is full scale, -1000000000 to 1000000000; 0 unless told otherwise)
---@param frame? number The frame at which it starts. (a number as a whole number, -1000000000000000.0 to 1000000000000000.0; 0 unless told otherwise)
---@overload fun(named: named.to): Signal
---@return Signal
function to(last, length, first, frame) end

---@class named.trigger
---@field [integer] any
---@field input? Signal|number
---@field length? Signal|number
---@field threshold? Signal|number

---1 for a while whenever a signal rises past a threshold, 0 elsewhere. It begins anew where that happens again before the while is over.
---Example: `saw(110) * trigger(sine(3), 0.1) * 0.7`
---@param input Signal|number What to look at. (a signal)
---@param length? Signal|number How long the while is, as it stands where the while begins; at least one frame. (a number or a signal in seconds, 0 to 3600; 0 unless told otherwise)
---@param threshold? Signal|number What is to be passed: at or below it first, then above it. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 0 unless told otherwise)
---@overload fun(named: named.trigger): Signal
---@return Signal
function trigger(input, length, threshold) end

---1 for a while whenever a signal rises past a threshold, 0 elsewhere. It begins anew where that happens again before the while is over.
---Example: `saw(110) * trigger(sine(3), 0.1) * 0.7`
---@param length? Signal|number How long the while is, as it stands where the while begins; at least one frame. (a number or a signal in seconds, 0 to 3600; 0 unless told otherwise)
---@param threshold? Signal|number What is to be passed: at or below it first, then above it. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 0 unless told otherwise)
---@return Signal
function Signal:trigger(length, threshold) end

---@class named.window_max
---@field [integer] any
---@field input? Signal|number
---@field length? number

---The greatest sample of the last while.
---Example: `noise() * (saw(2) ^ 4):window_max(0.1) * 0.3`
---@param input Signal|number What to look at. (a signal)
---@param length? number How long the while is; at least one frame. Number only: it is the size of what is remembered. (a number in seconds, 0 to 60; 0.01 unless told otherwise)
---@overload fun(named: named.window_max): Signal
---@return Signal
function window_max(input, length) end

---The greatest sample of the last while.
---Example: `noise() * (saw(2) ^ 4):window_max(0.1) * 0.3`
---@param length? number How long the while is; at least one frame. Number only: it is the size of what is remembered. (a number in seconds, 0 to 60; 0.01 unless told otherwise)
---@return Signal
function Signal:window_max(length) end

---@class named.window_mean
---@field [integer] any
---@field input? Signal|number
---@field length? number

---The mean of the samples of the last while.
---Example: `saw(110):lowpass(square(2):range(300, 3000):window_mean(0.1)) * 0.7`
---@param input Signal|number What to look at. (a signal)
---@param length? number How long the while is; at least one frame. Number only: it is the size of what is remembered. (a number in seconds, 0 to 10; 0.01 unless told otherwise)
---@overload fun(named: named.window_mean): Signal
---@return Signal
function window_mean(input, length) end

---The mean of the samples of the last while.
---Example: `saw(110):lowpass(square(2):range(300, 3000):window_mean(0.1)) * 0.7`
---@param length? number How long the while is; at least one frame. Number only: it is the size of what is remembered. (a number in seconds, 0 to 10; 0.01 unless told otherwise)
---@return Signal
function Signal:window_mean(length) end

---@class named.xline
---@field [integer] any
---@field first? Signal|number
---@field last? Signal|number
---@field length? Signal|number

---Goes from one value to another by equal ratios, which is a straight line in pitch or in decibels; holds the first before and the last after.
---Example: `saw(110):lowpass(xline(200, 4000, 2)) * 0.7`
---@param first Signal|number The value up to frame 0; not 0. Where signals lie on two sides of 0 it is a straight line. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param last Signal|number The value at the end and ever after, on the same side of 0. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param length? Signal|number How long it takes. (a number or a signal in seconds, 0 to 86400; 1 unless told otherwise)
---@overload fun(named: named.xline): Signal
---@return Signal
function xline(first, last, length) end

---@class named.concat
---@field [integer] any
---@field inputs? Signal[]

---Finite signals one after the other: the first where it stands, each of the others where the one before it ends.
---Example: `concat{saw(110):trim(0, 0.3), saw(165):trim(0, 0.3), saw(220):trim(0, 0.6)} * 0.5`
---@param inputs Signal[] Signals that begin and end; one channel spreads over many. (a list of signals)
---@overload fun(named: named.concat): Signal
---@return Signal
function concat(inputs) end

---@class named.delay
---@field [integer] any
---@field input? Signal|number
---@field time? Signal|number
---@field longest? number

---A signal late by a time that may move. Fractions of a frame are kept, by cubic interpolation; a whole number of frames is an exact copy. A time that moves is at least two frames.
---Example: `saw(110):delay(0.25) * 0.5`
---@param input Signal|number What to delay. (a signal)
---@param time? Signal|number How late. (a number or a signal in seconds, 0 to 60; 0.25 unless told otherwise)
---@param longest? number The longest delay kept where time is a signal. Number only: it is the size of what is remembered. (a number in seconds, 0 to 60; 2 unless told otherwise)
---@overload fun(named: named.delay): Signal
---@return Signal
function delay(input, time, longest) end

---A signal late by a time that may move. Fractions of a frame are kept, by cubic interpolation; a whole number of frames is an exact copy. A time that moves is at least two frames.
---Example: `saw(110):delay(0.25) * 0.5`
---@param time? Signal|number How late. (a number or a signal in seconds, 0 to 60; 0.25 unless told otherwise)
---@param longest? number The longest delay kept where time is a signal. Number only: it is the size of what is remembered. (a number in seconds, 0 to 60; 2 unless told otherwise)
---@return Signal
function Signal:delay(time, longest) end

---@class named.dilate
---@field [integer] any
---@field input? Signal|number
---@field factor? number
---@field interpolation? "linear"|"cubic"|"sinc"

---A signal stretched in time about frame 0: a factor of 2 takes twice as long and sounds an octave lower.
---Example: `(saw(220) * perc(0.01, 0.3)):dilate(2) * 0.7`
---@param input Signal|number What to stretch. (a signal)
---@param factor number How many times as long. Number only: it tells how long the whole is; warp moves. (a number as a factor, 0.001 to 1000)
---@param interpolation? "linear"|"cubic"|"sinc" How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate. ("linear" or "cubic" or "sinc"; "linear" unless told otherwise)
---@overload fun(named: named.dilate): Signal
---@return Signal
function dilate(input, factor, interpolation) end

---A signal stretched in time about frame 0: a factor of 2 takes twice as long and sounds an octave lower.
---Example: `(saw(220) * perc(0.01, 0.3)):dilate(2) * 0.7`
---@param factor number How many times as long. Number only: it tells how long the whole is; warp moves. (a number as a factor, 0.001 to 1000)
---@param interpolation? "linear"|"cubic"|"sinc" How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate. ("linear" or "cubic" or "sinc"; "linear" unless told otherwise)
---@return Signal
function Signal:dilate(factor, interpolation) end

---A loop: the function is given the loop's own signal and answers what goes round; somewhere on the way round a delay or z is expected.
---Example: `feedback(function(loop) return perc(0, 0.1) * saw(220) * 0.5 + loop:delay(0.3) * 0.5 end)`
function feedback(...) end

---@class named.loop
---@field [integer] any
---@field input? Signal|number

---A finite signal again and again, from its beginning on; tile repeats in both directions.
---Example: `(saw(110) * perc(0.01, 0.3)):trim(0, 0.5):loop() * 0.7`
---@param input Signal|number What to repeat: a signal that begins and ends. (a signal)
---@overload fun(named: named.loop): Signal
---@return Signal
function loop(input) end

---A finite signal again and again, from its beginning on; tile repeats in both directions.
---Example: `(saw(110) * perc(0.01, 0.3)):trim(0, 0.5):loop() * 0.7`
---@return Signal
function Signal:loop() end

---@class named.now
---@field [integer] any
---@field input? Signal|number
---@field frame? number

---A signal whose frame 0 lies at a frame of the clock: it begins when the patch is evaluated.
---Example: `saw(110):lowpass(line(300, 3000, 8):now())`
---@param input Signal|number What begins then. (a signal)
---@param frame number The frame of the clock at which its frame 0 lies. (a number as a whole number, -9007199254740992.0 to 9007199254740992.0)
---@overload fun(named: named.now): Signal
---@return Signal
function now(input, frame) end

---A signal whose frame 0 lies at a frame of the clock: it begins when the patch is evaluated.
---Example: `saw(110):lowpass(line(300, 3000, 8):now())`
---@param frame number The frame of the clock at which its frame 0 lies. (a number as a whole number, -9007199254740992.0 to 9007199254740992.0)
---@return Signal
function Signal:now(frame) end

---@class named.offset
---@field [integer] any
---@field input? Signal|number
---@field by? number

---A signal later by some seconds, or earlier where they are negative; rounded to whole frames.
---Example: `(saw(110) * perc(0.01, 0.3)):offset(0.5) * 0.7`
---@param input Signal|number What to shift. (a signal)
---@param by number How much later. Number only: it tells where the signal begins; warp moves. (a number in seconds, -86400 to 86400)
---@overload fun(named: named.offset): Signal
---@return Signal
function offset(input, by) end

---A signal later by some seconds, or earlier where they are negative; rounded to whole frames.
---Example: `(saw(110) * perc(0.01, 0.3)):offset(0.5) * 0.7`
---@param by number How much later. Number only: it tells where the signal begins; warp moves. (a number in seconds, -86400 to 86400)
---@return Signal
function Signal:offset(by) end

---@class named.resample
---@field [integer] any
---@field input? Signal|number
---@field rate? number
---@field interpolation? "sinc"|"cubic"|"linear"

---A signal played at another rate, as a tape at another speed: a rate of 2 is twice as fast and an octave higher.
---Example: `(saw(220) * perc(0.01, 0.3)):resample(1.5) * 0.8`
---@param input Signal|number What to play. (a signal)
---@param rate number How many times as fast. Number only: it tells how long the whole is; warp moves. (a number as a factor, 0.001 to 1000)
---@param interpolation? "sinc"|"cubic"|"linear" How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate. ("sinc" or "cubic" or "linear"; "sinc" unless told otherwise)
---@overload fun(named: named.resample): Signal
---@return Signal
function resample(input, rate, interpolation) end

---A signal played at another rate, as a tape at another speed: a rate of 2 is twice as fast and an octave higher.
---Example: `(saw(220) * perc(0.01, 0.3)):resample(1.5) * 0.8`
---@param rate number How many times as fast. Number only: it tells how long the whole is; warp moves. (a number as a factor, 0.001 to 1000)
---@param interpolation? "sinc"|"cubic"|"linear" How it is read between its frames: sinc keeps images and aliases 100 dB down up to 0.92 of half the rate. ("sinc" or "cubic" or "linear"; "sinc" unless told otherwise)
---@return Signal
function Signal:resample(rate, interpolation) end

---@class named.reverse
---@field [integer] any
---@field input? Signal|number

---A finite signal backwards, in the place where it stands.
---Example: `(saw(110) * perc(0.01, 0.5)):reverse() * 0.7`
---@param input Signal|number What to turn: a signal that begins and ends. (a signal)
---@overload fun(named: named.reverse): Signal
---@return Signal
function reverse(input) end

---A finite signal backwards, in the place where it stands.
---Example: `(saw(110) * perc(0.01, 0.5)):reverse() * 0.7`
---@return Signal
function Signal:reverse() end

---@class named.tile
---@field [integer] any
---@field input? Signal|number
---@field lower? number
---@field upper? number

---A stretch of a signal, repeated over all time in both directions.
---Example: `(saw(110) * perc(0.01, 0.3)):tile(0, 0.5) * 0.7`
---@param input Signal|number What to repeat. (a signal)
---@param lower number Where the stretch begins. Number only: it tells where the whole lies. (a number in seconds, -86400 to 86400)
---@param upper number Where it ends; this frame is the first again. Number only: as lower is. (a number in seconds, -86400 to 86400)
---@overload fun(named: named.tile): Signal
---@return Signal
function tile(input, lower, upper) end

---A stretch of a signal, repeated over all time in both directions.
---Example: `(saw(110) * perc(0.01, 0.3)):tile(0, 0.5) * 0.7`
---@param lower number Where the stretch begins. Number only: it tells where the whole lies. (a number in seconds, -86400 to 86400)
---@param upper number Where it ends; this frame is the first again. Number only: as lower is. (a number in seconds, -86400 to 86400)
---@return Signal
function Signal:tile(lower, upper) end

---@class named.trim
---@field [integer] any
---@field input? Signal|number
---@field lower? number
---@field upper? number

---A stretch of a signal, and silence around it.
---Example: `saw(110):trim(0, 0.5) * 0.5`
---@param input Signal|number What to cut from. (a signal)
---@param lower number Where the stretch begins. Number only: it tells where the whole lies. (a number in seconds, -86400 to 86400)
---@param upper number Where it ends; this frame is silent. Number only: as lower is. (a number in seconds, -86400 to 86400)
---@overload fun(named: named.trim): Signal
---@return Signal
function trim(input, lower, upper) end

---A stretch of a signal, and silence around it.
---Example: `saw(110):trim(0, 0.5) * 0.5`
---@param lower number Where the stretch begins. Number only: it tells where the whole lies. (a number in seconds, -86400 to 86400)
---@param upper number Where it ends; this frame is silent. Number only: as lower is. (a number in seconds, -86400 to 86400)
---@return Signal
function Signal:trim(lower, upper) end

---@class named.warp
---@field [integer] any
---@field input? Signal|number
---@field shift? Signal|number
---@field interpolation? "linear"|"cubic"|"sinc"

---A signal whose time is bent: at time t the input's at t - shift(t). Where the shifts of 128 frames differ by more than 2^22 frames, the oldest of them are silent.
---Example: `saw(110):warp(sine(5) * 0.001) * 0.5`
---@param input Signal|number What to bend. (a signal)
---@param shift Signal|number How late it is heard; negative is early. (a number or a signal in seconds, -86400 to 86400)
---@param interpolation? "linear"|"cubic"|"sinc" How it is read between its frames: sinc keeps images 100 dB down up to 0.92 of half the rate. ("linear" or "cubic" or "sinc"; "linear" unless told otherwise)
---@overload fun(named: named.warp): Signal
---@return Signal
function warp(input, shift, interpolation) end

---A signal whose time is bent: at time t the input's at t - shift(t). Where the shifts of 128 frames differ by more than 2^22 frames, the oldest of them are silent.
---Example: `saw(110):warp(sine(5) * 0.001) * 0.5`
---@param shift Signal|number How late it is heard; negative is early. (a number or a signal in seconds, -86400 to 86400)
---@param interpolation? "linear"|"cubic"|"sinc" How it is read between its frames: sinc keeps images 100 dB down up to 0.92 of half the rate. ("linear" or "cubic" or "sinc"; "linear" unless told otherwise)
---@return Signal
function Signal:warp(shift, interpolation) end

---@class named.z
---@field [integer] any
---@field input? Signal|number
---@field count? Signal|number

---A signal some frames late, as in a difference equation: x:z(1) is the sample before.
---Example: `(noise{seed=3} - noise{seed=3}:z(1)) * 0.4`
---@param input Signal|number What to delay. (a signal)
---@param count Signal|number How many frames late. Where it moves, to the nearest frame; a loop needs a number, in whose steps it is rendered. (a number or a signal in frames, 0 to 1048576)
---@overload fun(named: named.z): Signal
---@return Signal
function z(input, count) end

---A signal some frames late, as in a difference equation: x:z(1) is the sample before.
---Example: `(noise{seed=3} - noise{seed=3}:z(1)) * 0.4`
---@param count Signal|number How many frames late. Where it moves, to the nearest frame; a loop needs a number, in whose steps it is rendered. (a number or a signal in frames, 0 to 1048576)
---@return Signal
function Signal:z(count) end

---@class named.allpass
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number

---Turns the phase, by half a turn at a frequency and a whole one far above it; levels stay.
---Example: `(saw(110) * 0.4):allpass(800)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where the phase is turned by half a turn. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@overload fun(named: named.allpass): Signal
---@return Signal
function allpass(input, cutoff, q) end

---Turns the phase, by half a turn at a frequency and a whole one far above it; levels stay.
---Example: `(saw(110) * 0.4):allpass(800)`
---@param cutoff? Signal|number Where the phase is turned by half a turn. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@return Signal
function Signal:allpass(cutoff, q) end

---@class named.allpass_comb
---@field [integer] any
---@field input? Signal|number
---@field time? Signal|number
---@field gain? Signal|number

---Repeats what comes in without making any frequency louder: the part that reverberators are built from. Exactly so where the time is a whole number of frames.
---Example: `(saw(220) * perc(0.01, 0.2)):allpass_comb(0.05, 0.7)`
---@param input Signal|number What is repeated. (a signal)
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.0001 to 1; 0.05 unless told otherwise)
---@param gain? Signal|number By what each repetition is multiplied. (a number or a signal as a factor, -0.99 to 0.99; 0.7 unless told otherwise)
---@overload fun(named: named.allpass_comb): Signal
---@return Signal
function allpass_comb(input, time, gain) end

---Repeats what comes in without making any frequency louder: the part that reverberators are built from. Exactly so where the time is a whole number of frames.
---Example: `(saw(220) * perc(0.01, 0.2)):allpass_comb(0.05, 0.7)`
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.0001 to 1; 0.05 unless told otherwise)
---@param gain? Signal|number By what each repetition is multiplied. (a number or a signal as a factor, -0.99 to 0.99; 0.7 unless told otherwise)
---@return Signal
function Signal:allpass_comb(time, gain) end

---@class named.bandpass
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number

---Lets through what lies around a frequency, 0 dB at the centre.
---Example: `(saw(110) * 0.4):bandpass(800)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number The centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@overload fun(named: named.bandpass): Signal
---@return Signal
function bandpass(input, cutoff, q) end

---Lets through what lies around a frequency, 0 dB at the centre.
---Example: `(saw(110) * 0.4):bandpass(800)`
---@param cutoff? Signal|number The centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@return Signal
function Signal:bandpass(cutoff, q) end

---@class named.biquad
---@field [integer] any
---@field input? Signal|number
---@field b0? Signal|number
---@field b1? Signal|number
---@field b2? Signal|number
---@field a1? number
---@field a2? number

---A second-order filter by its coefficients: y = b0 x + b1 x:z(1) + b2 x:z(2) - a1 y:z(1) - a2 y:z(2). Its level is what they make it.
---Example: `(saw(110) * 0.5):biquad(0.1, 0.2, 0.1, -1.1, 0.5)`
---@param input Signal|number What to filter. (a signal)
---@param b0? Signal|number Of the input. (a number or a signal as a factor, -16 to 16; 1 unless told otherwise)
---@param b1? Signal|number Of the input one frame before. (a number or a signal as a factor, -16 to 16; 0 unless told otherwise)
---@param b2? Signal|number Of the input two frames before. (a number or a signal as a factor, -16 to 16; 0 unless told otherwise)
---@param a1? number Of the output one frame before. Number only: between filters that are stable by themselves it could grow without bound (svf and its like move). (a number as a factor, -2 to 2; 0 unless told otherwise)
---@param a2? number Of the output two frames before. Number only: as a1 is. (a number as a factor, -1 to 1; 0 unless told otherwise)
---@overload fun(named: named.biquad): Signal
---@return Signal
function biquad(input, b0, b1, b2, a1, a2) end

---A second-order filter by its coefficients: y = b0 x + b1 x:z(1) + b2 x:z(2) - a1 y:z(1) - a2 y:z(2). Its level is what they make it.
---Example: `(saw(110) * 0.5):biquad(0.1, 0.2, 0.1, -1.1, 0.5)`
---@param b0? Signal|number Of the input. (a number or a signal as a factor, -16 to 16; 1 unless told otherwise)
---@param b1? Signal|number Of the input one frame before. (a number or a signal as a factor, -16 to 16; 0 unless told otherwise)
---@param b2? Signal|number Of the input two frames before. (a number or a signal as a factor, -16 to 16; 0 unless told otherwise)
---@param a1? number Of the output one frame before. Number only: between filters that are stable by themselves it could grow without bound (svf and its like move). (a number as a factor, -2 to 2; 0 unless told otherwise)
---@param a2? number Of the output two frames before. Number only: as a1 is. (a number as a factor, -1 to 1; 0 unless told otherwise)
---@return Signal
function Signal:biquad(b0, b1, b2, a1, a2) end

---@class named.comb
---@field [integer] any
---@field input? Signal|number
---@field time? Signal|number
---@field gain? Signal|number

---Adds what comes in to itself, later by a time and changed by a gain, over and over: peaks at multiples of 1 / time.
---Example: `(noise() * 0.1):comb(1 / 220, 0.9)`
---@param input Signal|number What is repeated. (a signal)
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.0001 to 1; 0.005 unless told otherwise)
---@param gain? Signal|number By what each repetition is multiplied. (a number or a signal as a factor, -0.92 to 0.92; 0.7 unless told otherwise)
---@overload fun(named: named.comb): Signal
---@return Signal
function comb(input, time, gain) end

---Adds what comes in to itself, later by a time and changed by a gain, over and over: peaks at multiples of 1 / time.
---Example: `(noise() * 0.1):comb(1 / 220, 0.9)`
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.0001 to 1; 0.005 unless told otherwise)
---@param gain? Signal|number By what each repetition is multiplied. (a number or a signal as a factor, -0.92 to 0.92; 0.7 unless told otherwise)
---@return Signal
function Signal:comb(time, gain) end

---@class named.dcblock
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number

---Takes out what does not move: a highpass of 6 dB an octave far below what is heard.
---Example: `(saw(110) * 0.4 + 0.3):dcblock()`
---@param input Signal|number What to free of its mean. (a signal)
---@param cutoff? Signal|number Where it is 3 dB down. (a number or a signal in hertz, 0.1 to 1000; 10 unless told otherwise)
---@overload fun(named: named.dcblock): Signal
---@return Signal
function dcblock(input, cutoff) end

---Takes out what does not move: a highpass of 6 dB an octave far below what is heard.
---Example: `(saw(110) * 0.4 + 0.3):dcblock()`
---@param cutoff? Signal|number Where it is 3 dB down. (a number or a signal in hertz, 0.1 to 1000; 10 unless told otherwise)
---@return Signal
function Signal:dcblock(cutoff) end

---@class named.fir
---@field [integer] any
---@field input? Signal|number
---@field taps? number[]|number[][]

---A filter without recursion: each frame is a weighted sum of the input's last ones, by as many taps, as firwin and remez answer them. Its level is what they make it.
---Example: `(saw(110) * 0.5):fir(firwin(101, 1000))`
---@param input Signal|number What to filter. (a signal)
---@param taps number[]|number[][] Of the input now, one frame before, two frames before; or a list of such for each channel. (a list of numbers, or of lists, one for each channel)
---@overload fun(named: named.fir): Signal
---@return Signal
function fir(input, taps) end

---A filter without recursion: each frame is a weighted sum of the input's last ones, by as many taps, as firwin and remez answer them. Its level is what they make it.
---Example: `(saw(110) * 0.5):fir(firwin(101, 1000))`
---@param taps number[]|number[][] Of the input now, one frame before, two frames before; or a list of such for each channel. (a list of numbers, or of lists, one for each channel)
---@return Signal
function Signal:fir(taps) end

---@class named.freqshift
---@field [integer] any
---@field input? Signal|number
---@field shift? Signal|number

---Every partial moved by the same number of hertz, so that harmonics are harmonics no more. What would pass 0 Hz or half the rate comes back from there.
---Example: `(saw(110) * 0.5):freqshift(30)`
---@param input Signal|number What to shift. (a signal)
---@param shift? Signal|number How much higher; negative is lower. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 50 unless told otherwise)
---@overload fun(named: named.freqshift): Signal
---@return Signal
function freqshift(input, shift) end

---Every partial moved by the same number of hertz, so that harmonics are harmonics no more. What would pass 0 Hz or half the rate comes back from there.
---Example: `(saw(110) * 0.5):freqshift(30)`
---@param shift? Signal|number How much higher; negative is lower. (a number or a signal in hertz, minus half the sample rate to half the sample rate; 50 unless told otherwise)
---@return Signal
function Signal:freqshift(shift) end

---@class named.highpass
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number

---Lets through what lies above a frequency.
---Example: `(saw(110) * 0.4):highpass(800)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where it is 3 dB down at a q of 0.7071. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@overload fun(named: named.highpass): Signal
---@return Signal
function highpass(input, cutoff, q) end

---Lets through what lies above a frequency.
---Example: `(saw(110) * 0.4):highpass(800)`
---@param cutoff? Signal|number Where it is 3 dB down at a q of 0.7071. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@return Signal
function Signal:highpass(cutoff, q) end

---@class named.highshelf
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field gain? Signal|number
---@field q? Signal|number

---Lifts or lowers all that lies above a frequency.
---Example: `(saw(110) * 0.15):highshelf(800, 9)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where it has half of the gain, in decibels. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 15; 6 unless told otherwise)
---@param q? Signal|number Steepness; past 0.7071 it overshoots. (a number or a signal as a factor, 0.1 to 1.5; 0.7071 unless told otherwise)
---@overload fun(named: named.highshelf): Signal
---@return Signal
function highshelf(input, cutoff, gain, q) end

---Lifts or lowers all that lies above a frequency.
---Example: `(saw(110) * 0.15):highshelf(800, 9)`
---@param cutoff? Signal|number Where it has half of the gain, in decibels. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 15; 6 unless told otherwise)
---@param q? Signal|number Steepness; past 0.7071 it overshoots. (a number or a signal as a factor, 0.1 to 1.5; 0.7071 unless told otherwise)
---@return Signal
function Signal:highshelf(cutoff, gain, q) end

---@class named.hilbert
---@field [integer] any
---@field input? Signal|number

---The analytic signal: for each channel two, the sound and the sound a quarter turn later, so that the root of the sum of their squares is the envelope. Both are turned by an angle that depends on frequency.
---Example: `(saw(110) * 0.5):hilbert()`
---@param input Signal|number What to turn. (a signal)
---@overload fun(named: named.hilbert): Signal
---@return Signal
function hilbert(input) end

---The analytic signal: for each channel two, the sound and the sound a quarter turn later, so that the root of the sum of their squares is the envelope. Both are turned by an angle that depends on frequency.
---Example: `(saw(110) * 0.5):hilbert()`
---@return Signal
function Signal:hilbert() end

---@class named.iir
---@field [integer] any
---@field input? Signal|number
---@field b? number|number[]
---@field a? number|number[]

---A recursive filter by the coefficients of its numerator and denominator, as butter and its like answer them. Its level is what they make it.
---Example: `(saw(110) * 0.5):iir(butter(4, 1000))`
---@param input Signal|number What to filter. (a signal)
---@param b number|number[] Of the input: now, one frame before, two frames before. (a list of numbers)
---@param a number|number[] Of the output: now, one frame before, two frames before. (a list of numbers)
---@overload fun(named: named.iir): Signal
---@return Signal
function iir(input, b, a) end

---A recursive filter by the coefficients of its numerator and denominator, as butter and its like answer them. Its level is what they make it.
---Example: `(saw(110) * 0.5):iir(butter(4, 1000))`
---@param b number|number[] Of the input: now, one frame before, two frames before. (a list of numbers)
---@param a number|number[] Of the output: now, one frame before, two frames before. (a list of numbers)
---@return Signal
function Signal:iir(b, a) end

---@class named.ladder
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field resonance? Signal|number
---@field drive? Signal|number

---Four lowpasses of 6 dB an octave within one loop, as in Moog's ladder: resonance takes from what lies far below the cutoff, and what goes in is saturated.
---Example: `(saw(55) * 0.5):ladder(line(2000, 200, 2), 0.7)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where it resonates. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param resonance? Signal|number From 1 on it sings by itself. (a number or a signal as a factor, 0 to 1.1; 0.5 unless told otherwise)
---@param drive? Signal|number How hot the input meets the saturation, which is at 1. (a number or a signal as a factor, 0.05 to 20; 1 unless told otherwise)
---@overload fun(named: named.ladder): Signal
---@return Signal
function ladder(input, cutoff, resonance, drive) end

---Four lowpasses of 6 dB an octave within one loop, as in Moog's ladder: resonance takes from what lies far below the cutoff, and what goes in is saturated.
---Example: `(saw(55) * 0.5):ladder(line(2000, 200, 2), 0.7)`
---@param cutoff? Signal|number Where it resonates. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param resonance? Signal|number From 1 on it sings by itself. (a number or a signal as a factor, 0 to 1.1; 0.5 unless told otherwise)
---@param drive? Signal|number How hot the input meets the saturation, which is at 1. (a number or a signal as a factor, 0.05 to 20; 1 unless told otherwise)
---@return Signal
function Signal:ladder(cutoff, resonance, drive) end

---@class named.lowpass
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number

---Lets through what lies below a frequency.
---Example: `(saw(110) * 0.4):lowpass(800)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where it is 3 dB down at a q of 0.7071. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@overload fun(named: named.lowpass): Signal
---@return Signal
function lowpass(input, cutoff, q) end

---Lets through what lies below a frequency.
---Example: `(saw(110) * 0.4):lowpass(800)`
---@param cutoff? Signal|number Where it is 3 dB down at a q of 0.7071. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@return Signal
function Signal:lowpass(cutoff, q) end

---@class named.lowshelf
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field gain? Signal|number
---@field q? Signal|number

---Lifts or lowers all that lies below a frequency.
---Example: `(saw(110) * 0.15):lowshelf(800, 9)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number Where it has half of the gain, in decibels. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 15; 6 unless told otherwise)
---@param q? Signal|number Steepness; past 0.7071 it overshoots. (a number or a signal as a factor, 0.1 to 1.5; 0.7071 unless told otherwise)
---@overload fun(named: named.lowshelf): Signal
---@return Signal
function lowshelf(input, cutoff, gain, q) end

---Lifts or lowers all that lies below a frequency.
---Example: `(saw(110) * 0.15):lowshelf(800, 9)`
---@param cutoff? Signal|number Where it has half of the gain, in decibels. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 15; 6 unless told otherwise)
---@param q? Signal|number Steepness; past 0.7071 it overshoots. (a number or a signal as a factor, 0.1 to 1.5; 0.7071 unless told otherwise)
---@return Signal
function Signal:lowshelf(cutoff, gain, q) end

---@class named.notch
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number

---Takes out what lies around a frequency.
---Example: `(saw(110) * 0.4):notch(800)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number What is taken out. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@overload fun(named: named.notch): Signal
---@return Signal
function notch(input, cutoff, q) end

---Takes out what lies around a frequency.
---Example: `(saw(110) * 0.4):notch(800)`
---@param cutoff? Signal|number What is taken out. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number The centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@return Signal
function Signal:notch(cutoff, q) end

---@class named.onepole
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number

---Smooths: lets through what lies below a frequency, falling 6 dB an octave.
---Example: `noise():onepole(500)`
---@param input Signal|number What to smooth. (a signal)
---@param cutoff? Signal|number Where it is 3 dB down; less where it comes near to half the sample rate, by 0.14 dB at a tenth of it. (a number or a signal in hertz, 0.01 to half the sample rate; 1000 unless told otherwise)
---@overload fun(named: named.onepole): Signal
---@return Signal
function onepole(input, cutoff) end

---Smooths: lets through what lies below a frequency, falling 6 dB an octave.
---Example: `noise():onepole(500)`
---@param cutoff? Signal|number Where it is 3 dB down; less where it comes near to half the sample rate, by 0.14 dB at a tenth of it. (a number or a signal in hertz, 0.01 to half the sample rate; 1000 unless told otherwise)
---@return Signal
function Signal:onepole(cutoff) end

---@class named.peaking
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field gain? Signal|number
---@field q? Signal|number

---Lifts or lowers what lies around a frequency.
---Example: `(saw(110) * 0.15):peaking(800, 9)`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number The centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 18; 6 unless told otherwise)
---@param q? Signal|number Width: the centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@overload fun(named: named.peaking): Signal
---@return Signal
function peaking(input, cutoff, gain, q) end

---Lifts or lowers what lies around a frequency.
---Example: `(saw(110) * 0.15):peaking(800, 9)`
---@param cutoff? Signal|number The centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param gain? Signal|number How much louder; negative is softer. (a number or a signal in decibels, -40 to 18; 6 unless told otherwise)
---@param q? Signal|number Width: the centre over the width; near half the sample rate narrower, as the bilinear transform makes it. (a number or a signal as a factor, 0.1 to 100; 0.7071 unless told otherwise)
---@return Signal
function Signal:peaking(cutoff, gain, q) end

---@class named.sos
---@field [integer] any
---@field input? Signal|number
---@field sections? number|number[]

---A recursive filter by its second-order sections, as butter and its like answer them: steep filters keep their precision. Its level is what they make it.
---Example: `(saw(110) * 0.5):sos(butter(8, {300, 3000}, "bandpass", {output = "sos"}))`
---@param input Signal|number What to filter. (a signal)
---@param sections number|number[] A row for each section: b0, b1, b2, a0, a1, a2. (a list of numbers)
---@overload fun(named: named.sos): Signal
---@return Signal
function sos(input, sections) end

---A recursive filter by its second-order sections, as butter and its like answer them: steep filters keep their precision. Its level is what they make it.
---Example: `(saw(110) * 0.5):sos(butter(8, {300, 3000}, "bandpass", {output = "sos"}))`
---@param sections number|number[] A row for each section: b0, b1, b2, a0, a1, a2. (a list of numbers)
---@return Signal
function Signal:sos(sections) end

---@class named.svf
---@field [integer] any
---@field input? Signal|number
---@field cutoff? Signal|number
---@field q? Signal|number
---@field mode? "lowpass"|"highpass"|"bandpass"|"notch"|"allpass"

---A state-variable filter: any of five responses from one cutoff and q, by mode.
---Example: `(saw(110) * 0.4):svf(line(200, 4000, 2), 2, "lowpass")`
---@param input Signal|number What to filter. (a signal)
---@param cutoff? Signal|number The cutoff, or the centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@param mode? "lowpass"|"highpass"|"bandpass"|"notch"|"allpass" Which response. ("lowpass" or "highpass" or "bandpass" or "notch" or "allpass"; "lowpass" unless told otherwise)
---@overload fun(named: named.svf): Signal
---@return Signal
function svf(input, cutoff, q, mode) end

---A state-variable filter: any of five responses from one cutoff and q, by mode.
---Example: `(saw(110) * 0.4):svf(line(200, 4000, 2), 2, "lowpass")`
---@param cutoff? Signal|number The cutoff, or the centre. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param q? Signal|number Resonance at the cutoff. (a number or a signal as a factor, 0.1 to 10; 0.7071 unless told otherwise)
---@param mode? "lowpass"|"highpass"|"bandpass"|"notch"|"allpass" Which response. ("lowpass" or "highpass" or "bandpass" or "notch" or "allpass"; "lowpass" unless told otherwise)
---@return Signal
function Signal:svf(cutoff, q, mode) end

---@class named.bessel
---@field [integer] any
---@field N? any
---@field Wn? any
---@field btype? "lowpass"|"highpass"|"bandpass"|"bandstop"
---@field analog? any
---@field output? "ba"|"sos"|"zpk"
---@field norm? "phase"|"delay"|"mag"
---@field fs? any

---A Bessel filter of order N with the flattest delay. Wn, in hertz, is where the phase is half way (norm = "phase"), where it is 3 dB down ("mag"), or the inverse of the delay ("delay"). Answers b and a, for iir; output = "sos" answers sections, for sos, and "zpk" zeros and poles, which are complex, and gain. btype is "lowpass", "highpass", "bandpass" or "bandstop", the last two with Wn = {low, high}. As scipy.signal.bessel.
---Example: `(saw(110) * 0.5):iir(bessel(4, 1000))`
---@param N any The order: of a bandpass or a bandstop half of the order that comes out. (a whole number from 1)
---@param Wn any The frequency, or for a bandpass and a bandstop the two, as the design says. (a number in hertz, or {low, high})
---@param btype? "lowpass"|"highpass"|"bandpass"|"bandstop" What passes; "lowpass" unless told otherwise. ("lowpass" or "highpass" or "bandpass" or "bandstop")
---@param analog? any Stands where SciPy has it; filters here are digital. (false)
---@param output? "ba"|"sos"|"zpk" b and a, sections, or zeros, poles and gain; "ba" unless told otherwise. ("ba" or "sos" or "zpk")
---@param norm? "phase"|"delay"|"mag" What Wn says; "phase" unless told otherwise. ("phase" or "delay" or "mag")
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.bessel): any ...
---@return any ...
function bessel(N, Wn, btype, analog, output, norm, fs) end

---@class named.butter
---@field [integer] any
---@field N? any
---@field Wn? any
---@field btype? "lowpass"|"highpass"|"bandpass"|"bandstop"
---@field analog? any
---@field output? "ba"|"sos"|"zpk"
---@field fs? any

---A Butterworth filter of order N, 3 dB down at Wn, in hertz: maximally flat. Answers b and a, for iir; output = "sos" answers sections, for sos, and "zpk" zeros and poles, which are complex, and gain. btype is "lowpass", "highpass", "bandpass" or "bandstop", the last two with Wn = {low, high}. As scipy.signal.butter.
---Example: `(saw(110) * 0.5):iir(butter(4, 1000))`
---@param N any The order: of a bandpass or a bandstop half of the order that comes out. (a whole number from 1)
---@param Wn any The frequency, or for a bandpass and a bandstop the two, as the design says. (a number in hertz, or {low, high})
---@param btype? "lowpass"|"highpass"|"bandpass"|"bandstop" What passes; "lowpass" unless told otherwise. ("lowpass" or "highpass" or "bandpass" or "bandstop")
---@param analog? any Stands where SciPy has it; filters here are digital. (false)
---@param output? "ba"|"sos"|"zpk" b and a, sections, or zeros, poles and gain; "ba" unless told otherwise. ("ba" or "sos" or "zpk")
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.butter): any ...
---@return any ...
function butter(N, Wn, btype, analog, output, fs) end

---@class named.cheby1
---@field [integer] any
---@field N? any
---@field rp? any
---@field Wn? any
---@field btype? "lowpass"|"highpass"|"bandpass"|"bandstop"
---@field analog? any
---@field output? "ba"|"sos"|"zpk"
---@field fs? any

---A Chebyshev filter of order N with a passband ripple of rp, in dB, that ends at Wn, in hertz. Answers b and a, for iir; output = "sos" answers sections, for sos, and "zpk" zeros and poles, which are complex, and gain. btype is "lowpass", "highpass", "bandpass" or "bandstop", the last two with Wn = {low, high}. As scipy.signal.cheby1.
---Example: `(saw(110) * 0.5):iir(cheby1(4, 1, 1000))`
---@param N any The order: of a bandpass or a bandstop half of the order that comes out. (a whole number from 1)
---@param rp any The ripple of the passband. (a number in dB above 0)
---@param Wn any The frequency, or for a bandpass and a bandstop the two, as the design says. (a number in hertz, or {low, high})
---@param btype? "lowpass"|"highpass"|"bandpass"|"bandstop" What passes; "lowpass" unless told otherwise. ("lowpass" or "highpass" or "bandpass" or "bandstop")
---@param analog? any Stands where SciPy has it; filters here are digital. (false)
---@param output? "ba"|"sos"|"zpk" b and a, sections, or zeros, poles and gain; "ba" unless told otherwise. ("ba" or "sos" or "zpk")
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.cheby1): any ...
---@return any ...
function cheby1(N, rp, Wn, btype, analog, output, fs) end

---@class named.cheby2
---@field [integer] any
---@field N? any
---@field rs? any
---@field Wn? any
---@field btype? "lowpass"|"highpass"|"bandpass"|"bandstop"
---@field analog? any
---@field output? "ba"|"sos"|"zpk"
---@field fs? any

---A Chebyshev filter of order N with a stopband rs dB down that begins at Wn, in hertz. Answers b and a, for iir; output = "sos" answers sections, for sos, and "zpk" zeros and poles, which are complex, and gain. btype is "lowpass", "highpass", "bandpass" or "bandstop", the last two with Wn = {low, high}. As scipy.signal.cheby2.
---Example: `(saw(110) * 0.5):iir(cheby2(4, 40, 1000))`
---@param N any The order: of a bandpass or a bandstop half of the order that comes out. (a whole number from 1)
---@param rs any How far down the stopband is. (a number in dB above 0)
---@param Wn any The frequency, or for a bandpass and a bandstop the two, as the design says. (a number in hertz, or {low, high})
---@param btype? "lowpass"|"highpass"|"bandpass"|"bandstop" What passes; "lowpass" unless told otherwise. ("lowpass" or "highpass" or "bandpass" or "bandstop")
---@param analog? any Stands where SciPy has it; filters here are digital. (false)
---@param output? "ba"|"sos"|"zpk" b and a, sections, or zeros, poles and gain; "ba" unless told otherwise. ("ba" or "sos" or "zpk")
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.cheby2): any ...
---@return any ...
function cheby2(N, rs, Wn, btype, analog, output, fs) end

---@class named.ellip
---@field [integer] any
---@field N? any
---@field rp? any
---@field rs? any
---@field Wn? any
---@field btype? "lowpass"|"highpass"|"bandpass"|"bandstop"
---@field analog? any
---@field output? "ba"|"sos"|"zpk"
---@field fs? any

---An elliptic filter of order N with a passband ripple of rp dB, which ends at Wn, in hertz, and a stopband rs dB down: the steepest. Answers b and a, for iir; output = "sos" answers sections, for sos, and "zpk" zeros and poles, which are complex, and gain. btype is "lowpass", "highpass", "bandpass" or "bandstop", the last two with Wn = {low, high}. As scipy.signal.ellip.
---Example: `(saw(110) * 0.5):iir(ellip(4, 1, 60, 1000))`
---@param N any The order: of a bandpass or a bandstop half of the order that comes out. (a whole number from 1)
---@param rp any The ripple of the passband. (a number in dB above 0)
---@param rs any How far down the stopband is. (a number in dB above 0)
---@param Wn any The frequency, or for a bandpass and a bandstop the two, as the design says. (a number in hertz, or {low, high})
---@param btype? "lowpass"|"highpass"|"bandpass"|"bandstop" What passes; "lowpass" unless told otherwise. ("lowpass" or "highpass" or "bandpass" or "bandstop")
---@param analog? any Stands where SciPy has it; filters here are digital. (false)
---@param output? "ba"|"sos"|"zpk" b and a, sections, or zeros, poles and gain; "ba" unless told otherwise. ("ba" or "sos" or "zpk")
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.ellip): any ...
---@return any ...
function ellip(N, rp, rs, Wn, btype, analog, output, fs) end

---@class named.firwin
---@field [integer] any
---@field numtaps? any
---@field cutoff? any
---@field width? any
---@field window? any
---@field pass_zero? any
---@field scale? any
---@field fs? any

---Taps of linear phase, for fir, by the window method: 6 dB down at each cutoff, in hertz. What lies between cutoffs is passed or stopped by turns; pass_zero says what happens at 0 Hz: true, false, or "lowpass", "highpass", "bandpass", "bandstop". As scipy.signal.firwin.
---Example: `(saw(110) * 0.5):fir(firwin(101, 1000))`
---@param numtaps any How many taps: one more than the order. (a whole number)
---@param cutoff any Where it is 6 dB down. (a number in hertz, or a list of them)
---@param width? any How wide the transition is; firwin takes a Kaiser window that keeps it. (a number in hertz)
---@param window? any The window; of firwin "hamming" unless told otherwise. (a window's name, a list of name and parameters, or a Kaiser window's beta)
---@param pass_zero? any What happens at 0 Hz; true unless told otherwise. (true, false, "lowpass" or "highpass" or "bandpass" or "bandstop")
---@param scale? any Whether the middle of the first passband has gain 1; true unless told otherwise. (true or false)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.firwin): any ...
---@return any ...
function firwin(numtaps, cutoff, width, window, pass_zero, scale, fs) end

---@class named.get_window
---@field [integer] any
---@field window? any
---@field Nx? any
---@field fftbins? any

---A window of Nx samples by its name, by a list of name and parameters as {"kaiser", 8.6}, or a Kaiser window by its beta: barthann, bartlett, blackman, blackmanharris, bohman, boxcar, chebwin, cosine, dpss, exponential, flattop, gaussian, general_cosine, general_gaussian, general_hamming, hamming, hann, kaiser, kaiser_bessel_derived, lanczos, nuttall, parzen, taylor, triang, tukey. Periodic, as for spectra, or with fftbins = false symmetric, as for filters. As scipy.signal.get_window.
---Example: `get_window("hann", 8)`
---@param window any The window; of firwin "hamming" unless told otherwise. (a window's name, a list of name and parameters, or a Kaiser window's beta)
---@param Nx any How many samples. (a whole number)
---@param fftbins? any Periodic, for spectra; false for symmetric, for filters. true unless told otherwise. (true or false)
---@overload fun(named: named.get_window): any ...
---@return any ...
function get_window(window, Nx, fftbins) end

---@class named.kaiserord
---@field [integer] any
---@field ripple? any
---@field width? any
---@field fs? any

---How many taps, and the beta of which Kaiser window, keep a ripple, in dB, over a transition of a width in hertz: for firwin. As scipy.signal.kaiserord.
---Example: `kaiserord(60, 500)`
---@param ripple any How far the response may be off, as an attenuation. (a number in dB)
---@param width any How wide the transition is; firwin takes a Kaiser window that keeps it. (a number in hertz)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.kaiserord): any ...
---@return any ...
function kaiserord(ripple, width, fs) end

---@class named.remez
---@field [integer] any
---@field numtaps? any
---@field bands? any
---@field desired? any
---@field weight? any
---@field type? "bandpass"|"differentiator"|"hilbert"
---@field maxiter? any
---@field grid_density? any
---@field fs? any

---Taps of linear phase, for fir, whose greatest error is the least: bands are pairs of edges in hertz, desired and weight one number for each; type is "bandpass", "differentiator" or "hilbert". As scipy.signal.remez.
---Example: `(saw(110) * 0.5):fir(remez(101, {0, 1000, 1500, 24000}, {1, 0}, {fs = 48000}))`
---@param numtaps any How many taps: one more than the order. (a whole number)
---@param bands any The edges of the bands, two for each, rising. (a list of numbers in hertz)
---@param desired any The gain in each band. (a list of numbers, one for each band)
---@param weight? any How much an error counts in each band; 1 unless told otherwise. (a list of numbers, one for each band)
---@param type? "bandpass"|"differentiator"|"hilbert" What the taps do; "bandpass" unless told otherwise. ("bandpass" or "differentiator" or "hilbert")
---@param maxiter? any After how many rounds it gives up; 25 unless told otherwise. (a whole number)
---@param grid_density? any How densely errors are looked for; 16 unless told otherwise. (a whole number)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.remez): any ...
---@return any ...
function remez(numtaps, bands, desired, weight, type, maxiter, grid_density, fs) end

---@class named.bitcrush
---@field [integer] any
---@field input? Signal|number
---@field bits? Signal|number
---@field rate? Signal|number

---A converter of few bits and a low rate: samples are taken at the rate, rounded, and held until the next, with all the aliases that this makes.
---Example: `saw(110):bitcrush(4, 8000)`
---@param input Signal|number What to crush. (a signal)
---@param bits? Signal|number How many bits; a step is 2 ^ (1 - bits), from -1 to 1: one level more than quantize has, so that what lies evenly about 0 stays so. (a number or a signal as a whole number, 1 to 24; 8 unless told otherwise)
---@param rate? Signal|number How many samples are taken a second. (a number or a signal in hertz, 1 to 384000; 12000 unless told otherwise)
---@overload fun(named: named.bitcrush): Signal
---@return Signal
function bitcrush(input, bits, rate) end

---A converter of few bits and a low rate: samples are taken at the rate, rounded, and held until the next, with all the aliases that this makes.
---Example: `saw(110):bitcrush(4, 8000)`
---@param bits? Signal|number How many bits; a step is 2 ^ (1 - bits), from -1 to 1: one level more than quantize has, so that what lies evenly about 0 stays so. (a number or a signal as a whole number, 1 to 24; 8 unless told otherwise)
---@param rate? Signal|number How many samples are taken a second. (a number or a signal in hertz, 1 to 384000; 12000 unless told otherwise)
---@return Signal
function Signal:bitcrush(bits, rate) end

---@class named.chebyshev
---@field [integer] any
---@field input? Signal|number
---@field amplitudes? number|number[]
---@field zero_offset? boolean

---Makes harmonics of a sine: of a sine of amplitude 1, each with the amplitude that is listed for it.
---Example: `sine(110):chebyshev{0.5, 0, 0.3, 0, 0.2}`
---@param input Signal|number What to shape; what lies outside -1 to 1 is held to it. (a signal)
---@param amplitudes number|number[] The amplitude of each harmonic, from the first, at most 64. Number only: a table is made of them. (a number as a level, where 1 is full scale, or a list of them)
---@param zero_offset? boolean Whether silence stays silent; even harmonics then stand on a constant, and without it silence does. (true or false; false unless told otherwise)
---@overload fun(named: named.chebyshev): Signal
---@return Signal
function chebyshev(input, amplitudes, zero_offset) end

---Makes harmonics of a sine: of a sine of amplitude 1, each with the amplitude that is listed for it.
---Example: `sine(110):chebyshev{0.5, 0, 0.3, 0, 0.2}`
---@param amplitudes number|number[] The amplitude of each harmonic, from the first, at most 64. Number only: a table is made of them. (a number as a level, where 1 is full scale, or a list of them)
---@param zero_offset? boolean Whether silence stays silent; even harmonics then stand on a constant, and without it silence does. (true or false; false unless told otherwise)
---@return Signal
function Signal:chebyshev(amplitudes, zero_offset) end

---@class named.clip
---@field [integer] any
---@field input? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---Holds a signal between two levels; what lies outside is cut off.
---Example: `(sine(220) * 3):clip(-0.5, 0.5)`
---@param input Signal|number What to hold. (a signal)
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@overload fun(named: named.clip): Signal
---@return Signal
function clip(input, lo, hi) end

---Holds a signal between two levels; what lies outside is cut off.
---Example: `(sine(220) * 3):clip(-0.5, 0.5)`
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@return Signal
function Signal:clip(lo, hi) end

---@class named.fold
---@field [integer] any
---@field input? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---Reflects what lies outside two levels back between them, as often as it takes.
---Example: `(sine(110) * 4):fold()`
---@param input Signal|number What to hold. (a signal)
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@overload fun(named: named.fold): Signal
---@return Signal
function fold(input, lo, hi) end

---Reflects what lies outside two levels back between them, as often as it takes.
---Example: `(sine(110) * 4):fold()`
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@return Signal
function Signal:fold(lo, hi) end

---@class named.oversample
---@field [integer] any
---@field input? Signal|number
---@field factor? number
---@field word? any

---Puts a signal through a word at a higher rate, so that the harmonics it makes do not alias below 20 kHz. For words without memory, as tanh, clip or shape: each sample's result follows from that sample alone. It is 48 frames late.
---Example: `saw(880):oversample(8, tanh{drive=8}) * 0.7`
---@param input Signal|number What to put through. (a signal)
---@param factor number How many times the rate. (a number as a whole number, 1 to 32)
---@param word any What it is put through. (a word that awaits its signal, as tanh{drive=4}, or a function of a signal)
---@overload fun(named: named.oversample): Signal
---@return Signal
function oversample(input, factor, word) end

---Puts a signal through a word at a higher rate, so that the harmonics it makes do not alias below 20 kHz. For words without memory, as tanh, clip or shape: each sample's result follows from that sample alone. It is 48 frames late.
---Example: `saw(880):oversample(8, tanh{drive=8}) * 0.7`
---@param factor number How many times the rate. (a number as a whole number, 1 to 32)
---@param word any What it is put through. (a word that awaits its signal, as tanh{drive=4}, or a function of a signal)
---@return Signal
function Signal:oversample(factor, word) end

---@class named.polyphase_down
---@field [integer] any
---@field input? Signal|number
---@field factor? number

---The signal at a higher rate whose samples several signals hold in turn, as polyphase_up makes them, brought down to the rate that they have. It is 24 frames late.
---Example: `channels{saw(440):polyphase_up(2, 1):tanh(4), saw(440):polyphase_up(2, 2):tanh(4)}:polyphase_down(2) * 0.7`
---@param input Signal|number All channels of the first signal, then all of the second, and so on. (a signal)
---@param factor number How many times the rate: how many signals there are. (a number as a whole number, 1 to 32)
---@overload fun(named: named.polyphase_down): Signal
---@return Signal
function polyphase_down(input, factor) end

---The signal at a higher rate whose samples several signals hold in turn, as polyphase_up makes them, brought down to the rate that they have. It is 24 frames late.
---Example: `channels{saw(440):polyphase_up(2, 1):tanh(4), saw(440):polyphase_up(2, 2):tanh(4)}:polyphase_down(2) * 0.7`
---@param factor number How many times the rate: how many signals there are. (a number as a whole number, 1 to 32)
---@return Signal
function Signal:polyphase_down(factor) end

---@class named.polyphase_up
---@field [integer] any
---@field input? Signal|number
---@field factor? number
---@field number? number

---A signal brought to a higher rate, of which one sample in so many is kept: together with its fellows it is the signal at the higher rate. It is 24 frames late.
---Example: `saw(440):polyphase_up(4, 1) * 0.7`
---@param input Signal|number What to bring to a higher rate. (a signal)
---@param factor number How many times the rate. (a number as a whole number, 1 to 32)
---@param number number Which sample of each so many it keeps, from 1 to the factor. (a number as a whole number, 1 to 32)
---@overload fun(named: named.polyphase_up): Signal
---@return Signal
function polyphase_up(input, factor, number) end

---A signal brought to a higher rate, of which one sample in so many is kept: together with its fellows it is the signal at the higher rate. It is 24 frames late.
---Example: `saw(440):polyphase_up(4, 1) * 0.7`
---@param factor number How many times the rate. (a number as a whole number, 1 to 32)
---@param number number Which sample of each so many it keeps, from 1 to the factor. (a number as a whole number, 1 to 32)
---@return Signal
function Signal:polyphase_up(factor, number) end

---@class named.quantize
---@field [integer] any
---@field input? Signal|number
---@field bits? Signal|number
---@field dither? "none"|"rectangular"|"triangular"
---@field seed? number

---Rounds to the levels of a converter of so many bits, which lie from -1 to one step below 1. Dither is noise that is added before rounding: triangular noise makes the error's mean and power the same whatever the signal. What is 0 stays 0.
---Example: `(sine(220) * 0.5):quantize(6, "triangular")`
---@param input Signal|number What to round. (a signal)
---@param bits? Signal|number How many bits; a step is 2 ^ (1 - bits). (a number or a signal as a whole number, 1 to 24; 16 unless told otherwise)
---@param dither? "none"|"rectangular"|"triangular" Evenly spread over one step, or the sum of two such noises, or none. ("none" or "rectangular" or "triangular"; "none" unless told otherwise)
---@param seed? number Which noise the dither is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.quantize): Signal
---@return Signal
function quantize(input, bits, dither, seed) end

---Rounds to the levels of a converter of so many bits, which lie from -1 to one step below 1. Dither is noise that is added before rounding: triangular noise makes the error's mean and power the same whatever the signal. What is 0 stays 0.
---Example: `(sine(220) * 0.5):quantize(6, "triangular")`
---@param bits? Signal|number How many bits; a step is 2 ^ (1 - bits). (a number or a signal as a whole number, 1 to 24; 16 unless told otherwise)
---@param dither? "none"|"rectangular"|"triangular" Evenly spread over one step, or the sum of two such noises, or none. ("none" or "rectangular" or "triangular"; "none" unless told otherwise)
---@param seed? number Which noise the dither is. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@return Signal
function Signal:quantize(bits, dither, seed) end

---@class named.rectify
---@field [integer] any
---@field input? Signal|number
---@field mode? "full"|"half"

---Turns what is below 0 up, or leaves it out.
---Example: `sine(110):rectify("half") - 0.3183`
---@param input Signal|number What to shape. (a signal)
---@param mode? "full"|"half" Whether what is below 0 is turned up or left out. ("full" or "half"; "full" unless told otherwise)
---@overload fun(named: named.rectify): Signal
---@return Signal
function rectify(input, mode) end

---Turns what is below 0 up, or leaves it out.
---Example: `sine(110):rectify("half") - 0.3183`
---@param mode? "full"|"half" Whether what is below 0 is turned up or left out. ("full" or "half"; "full" unless told otherwise)
---@return Signal
function Signal:rectify(mode) end

---@class named.shape
---@field [integer] any
---@field input? Signal|number
---@field curve? fun(x: number): number|number[]

---Sends each sample through a function, held as a table over -1 to 1 with straight lines between its values.
---Example: `sine(110):shape(function(x) return x ^ 3 end)`
---@param input Signal|number What to shape; what lies outside -1 to 1 is held to it. (a signal)
---@param curve fun(x: number): number|number[] What becomes of each level. (a function of a number as a level, where 1 is full scale, -1 to 1, or a list of its values)
---@overload fun(named: named.shape): Signal
---@return Signal
function shape(input, curve) end

---Sends each sample through a function, held as a table over -1 to 1 with straight lines between its values.
---Example: `sine(110):shape(function(x) return x ^ 3 end)`
---@param curve fun(x: number): number|number[] What becomes of each level. (a function of a number as a level, where 1 is full scale, -1 to 1, or a list of its values)
---@return Signal
function Signal:shape(curve) end

---@class named.softclip
---@field [integer] any
---@field input? Signal|number
---@field drive? Signal|number

---Rounds off what goes past full scale, by a cubic: silence is let through as it is, 1.5 and more become 1.
---Example: `(sine(110) * 2):softclip()`
---@param input Signal|number What to shape. (a signal)
---@param drive? Signal|number A factor before shaping. (a number or a signal as a factor, 0 to 1000; 1 unless told otherwise)
---@overload fun(named: named.softclip): Signal
---@return Signal
function softclip(input, drive) end

---Rounds off what goes past full scale, by a cubic: silence is let through as it is, 1.5 and more become 1.
---Example: `(sine(110) * 2):softclip()`
---@param drive? Signal|number A factor before shaping. (a number or a signal as a factor, 0 to 1000; 1 unless told otherwise)
---@return Signal
function Signal:softclip(drive) end

---@class named.tanh
---@field [integer] any
---@field input? Signal|number
---@field drive? Signal|number

---The hyperbolic tangent: presses what is loud towards full scale, and never quite gets there.
---Example: `saw(110):tanh(4)`
---@param input Signal|number What to shape. (a signal)
---@param drive? Signal|number A factor before shaping. (a number or a signal as a factor, 0 to 1000; 1 unless told otherwise)
---@overload fun(named: named.tanh): Signal
---@return Signal
function tanh(input, drive) end

---The hyperbolic tangent: presses what is loud towards full scale, and never quite gets there.
---Example: `saw(110):tanh(4)`
---@param drive? Signal|number A factor before shaping. (a number or a signal as a factor, 0 to 1000; 1 unless told otherwise)
---@return Signal
function Signal:tanh(drive) end

---@class named.wrap
---@field [integer] any
---@field input? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---Brings what lies outside two levels back in at the other end, as often as it takes.
---Example: `(sine(110) * 2):wrap()`
---@param input Signal|number What to hold. (a signal)
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@overload fun(named: named.wrap): Signal
---@return Signal
function wrap(input, lo, hi) end

---Brings what lies outside two levels back in at the other end, as often as it takes.
---Example: `(sine(110) * 2):wrap()`
---@param lo? Signal|number The lower level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; -1 unless told otherwise)
---@param hi? Signal|number The upper level. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@return Signal
function Signal:wrap(lo, hi) end

---@class named.compressor
---@field [integer] any
---@field input? Signal|number
---@field threshold? Signal|number
---@field ratio? Signal|number
---@field attack? Signal|number
---@field release? Signal|number
---@field knee? Signal|number
---@field makeup? Signal|number

---Makes what is loud less so: of each decibel above a threshold only a part is let through. All channels are turned down together.
---Example: `(saw(110) * perc(0.001, 2)):compressor(-24, 4, 0.01, 0.2, 6, 12)`
---@param input Signal|number What to turn down. (a signal)
---@param threshold? Signal|number The level from which on it acts. (a number or a signal in decibels, -120 to 24; -20 unless told otherwise)
---@param ratio? Signal|number Decibels above the threshold that come in for each that goes out. (a number or a signal as a factor, 1 to 1000; 4 unless told otherwise)
---@param attack? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@param makeup? Signal|number A gain for all of it. (a number or a signal in decibels, -24 to 24; 0 unless told otherwise)
---@overload fun(named: named.compressor): Signal
---@return Signal
function compressor(input, threshold, ratio, attack, release, knee, makeup) end

---Makes what is loud less so: of each decibel above a threshold only a part is let through. All channels are turned down together.
---Example: `(saw(110) * perc(0.001, 2)):compressor(-24, 4, 0.01, 0.2, 6, 12)`
---@param threshold? Signal|number The level from which on it acts. (a number or a signal in decibels, -120 to 24; -20 unless told otherwise)
---@param ratio? Signal|number Decibels above the threshold that come in for each that goes out. (a number or a signal as a factor, 1 to 1000; 4 unless told otherwise)
---@param attack? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@param makeup? Signal|number A gain for all of it. (a number or a signal in decibels, -24 to 24; 0 unless told otherwise)
---@return Signal
function Signal:compressor(threshold, ratio, attack, release, knee, makeup) end

---@class named.duck
---@field [integer] any
---@field input? Signal|number
---@field sidechain? Signal|number
---@field threshold? Signal|number
---@field depth? Signal|number
---@field attack? Signal|number
---@field release? Signal|number
---@field knee? Signal|number

---Turns a signal down while another is loud: makes room for a voice, or pumps with a drum.
---Example: `saw(110):duck(sine(60) * gt(sine(2), 0), -20, 18) * 0.7`
---@param input Signal|number What to turn down. (a signal)
---@param sidechain Signal|number What makes room for itself. (a signal, or a number)
---@param threshold? Signal|number The level of the sidechain from which on it acts. (a number or a signal in decibels, -120 to 24; -30 unless told otherwise)
---@param depth? Signal|number How far it is turned down. (a number or a signal in decibels, 0 to 120; 12 unless told otherwise)
---@param attack? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.3 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@overload fun(named: named.duck): Signal
---@return Signal
function duck(input, sidechain, threshold, depth, attack, release, knee) end

---Turns a signal down while another is loud: makes room for a voice, or pumps with a drum.
---Example: `saw(110):duck(sine(60) * gt(sine(2), 0), -20, 18) * 0.7`
---@param sidechain Signal|number What makes room for itself. (a signal, or a number)
---@param threshold? Signal|number The level of the sidechain from which on it acts. (a number or a signal in decibels, -120 to 24; -30 unless told otherwise)
---@param depth? Signal|number How far it is turned down. (a number or a signal in decibels, 0 to 120; 12 unless told otherwise)
---@param attack? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.01 unless told otherwise)
---@param release? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.3 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@return Signal
function Signal:duck(sidechain, threshold, depth, attack, release, knee) end

---@class named.expander
---@field [integer] any
---@field input? Signal|number
---@field threshold? Signal|number
---@field ratio? Signal|number
---@field attack? Signal|number
---@field release? Signal|number
---@field knee? Signal|number
---@field depth? Signal|number

---Makes what is soft softer: each decibel below a threshold becomes several. All channels are turned down together.
---Example: `(saw(110) * perc(0.001, 2)):expander(-20, 3) * 0.7`
---@param input Signal|number What to turn down. (a signal)
---@param threshold? Signal|number The level below which it acts. (a number or a signal in decibels, -120 to 24; -40 unless told otherwise)
---@param ratio? Signal|number Decibels below the threshold that go out for each that comes in. (a number or a signal as a factor, 1 to 100; 2 unless told otherwise)
---@param attack? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.005 unless told otherwise)
---@param release? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@param depth? Signal|number How far it is turned down at most. (a number or a signal in decibels, 0 to 120; 60 unless told otherwise)
---@overload fun(named: named.expander): Signal
---@return Signal
function expander(input, threshold, ratio, attack, release, knee, depth) end

---Makes what is soft softer: each decibel below a threshold becomes several. All channels are turned down together.
---Example: `(saw(110) * perc(0.001, 2)):expander(-20, 3) * 0.7`
---@param threshold? Signal|number The level below which it acts. (a number or a signal in decibels, -120 to 24; -40 unless told otherwise)
---@param ratio? Signal|number Decibels below the threshold that go out for each that comes in. (a number or a signal as a factor, 1 to 100; 2 unless told otherwise)
---@param attack? Signal|number How long until it is turned up again to 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.005 unless told otherwise)
---@param release? Signal|number How long until it is turned down, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param knee? Signal|number Over how many decibels around the threshold it sets in. (a number or a signal in decibels, 0 to 60; 6 unless told otherwise)
---@param depth? Signal|number How far it is turned down at most. (a number or a signal in decibels, 0 to 120; 60 unless told otherwise)
---@return Signal
function Signal:expander(threshold, ratio, attack, release, knee, depth) end

---@class named.gate
---@field [integer] any
---@field input? Signal|number
---@field threshold? Signal|number
---@field attack? Signal|number
---@field release? Signal|number
---@field hold? Signal|number
---@field depth? Signal|number

---Lets through what is louder than a threshold, and shuts when it has been softer for a while. All channels together.
---Example: `(saw(110) * perc(0.001, 2)):gate(-20) * 0.7`
---@param input Signal|number What to let through. (a signal)
---@param threshold? Signal|number The level at which it opens; it shuts where the level is 3 dB below. (a number or a signal in decibels, -120 to 24; -40 unless told otherwise)
---@param attack? Signal|number How long until it is open, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.002 unless told otherwise)
---@param release? Signal|number How long until it is shut, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.1 unless told otherwise)
---@param hold? Signal|number How long it stays open at least. Then its detector falls, by 60 dB in 0.15 s, down to 3 dB below the threshold before it shuts: 58 ms from 20 dB above. (a number or a signal in seconds, 0 to 10; 0.05 unless told otherwise)
---@param depth? Signal|number How far it is turned down when shut. (a number or a signal in decibels, 0 to 120; 80 unless told otherwise)
---@overload fun(named: named.gate): Signal
---@return Signal
function gate(input, threshold, attack, release, hold, depth) end

---Lets through what is louder than a threshold, and shuts when it has been softer for a while. All channels together.
---Example: `(saw(110) * perc(0.001, 2)):gate(-20) * 0.7`
---@param threshold? Signal|number The level at which it opens; it shuts where the level is 3 dB below. (a number or a signal in decibels, -120 to 24; -40 unless told otherwise)
---@param attack? Signal|number How long until it is open, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.002 unless told otherwise)
---@param release? Signal|number How long until it is shut, but for 0.1 % of the decibels. (a number or a signal in seconds, 0 to 10; 0.1 unless told otherwise)
---@param hold? Signal|number How long it stays open at least. Then its detector falls, by 60 dB in 0.15 s, down to 3 dB below the threshold before it shuts: 58 ms from 20 dB above. (a number or a signal in seconds, 0 to 10; 0.05 unless told otherwise)
---@param depth? Signal|number How far it is turned down when shut. (a number or a signal in decibels, 0 to 120; 80 unless told otherwise)
---@return Signal
function Signal:gate(threshold, attack, release, hold, depth) end

---@class named.limiter
---@field [integer] any
---@field input? Signal|number
---@field ceiling? Signal|number
---@field release? Signal|number
---@field lookahead? number

---Turns down just as much, just in time, that no sample passes a ceiling: it looks ahead, so what goes out is late by that. All channels together.
---Example: `(saw(110) * 2 * perc(0.001, 2)):limiter(-3)`
---@param input Signal|number What to limit. (a signal)
---@param ceiling? Signal|number The level that is never passed. (a number or a signal in decibels, -60 to 0; -1 unless told otherwise)
---@param release? Signal|number How long until what was turned down is 60 dB nearer to being turned up again. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param lookahead? number How far it looks ahead. Number only: it is the size of what is remembered. (a number in seconds, 0 to 0.1; 0.003 unless told otherwise)
---@overload fun(named: named.limiter): Signal
---@return Signal
function limiter(input, ceiling, release, lookahead) end

---Turns down just as much, just in time, that no sample passes a ceiling: it looks ahead, so what goes out is late by that. All channels together.
---Example: `(saw(110) * 2 * perc(0.001, 2)):limiter(-3)`
---@param ceiling? Signal|number The level that is never passed. (a number or a signal in decibels, -60 to 0; -1 unless told otherwise)
---@param release? Signal|number How long until what was turned down is 60 dB nearer to being turned up again. (a number or a signal in seconds, 0 to 10; 0.2 unless told otherwise)
---@param lookahead? number How far it looks ahead. Number only: it is the size of what is remembered. (a number in seconds, 0 to 0.1; 0.003 unless told otherwise)
---@return Signal
function Signal:limiter(ceiling, release, lookahead) end

---@class named.absorb
---@field [integer] any
---@field input? Signal|number
---@field lengths? number|number[]
---@field decay? Signal|number
---@field damping? Signal|number

---What a delay line loses on each pass, so that all lines of a loop fade alike: for each channel the loss of a line of that length, and more of it the higher the frequency.
---Example: `(saw(220) * perc(0.01, 0.1)):absorb(0.2, 1):delay(0.2)`
---@param input Signal|number What comes out of the lines, one channel for each. (a signal)
---@param lengths number|number[] How long the lines are: one length, or one for each channel. Number only: the lines of a loop are as long. (a number in seconds, or a list of them)
---@param decay? Signal|number How long until the lows are 60 dB down. (a number or a signal in seconds, 0.01 to 1000; 2 unless told otherwise)
---@param damping? Signal|number The frequency that is 60 dB down in half of it; far past what is heard, all frequencies fade alike. (a number or a signal in hertz, 20 to 1000000; 5000 unless told otherwise)
---@overload fun(named: named.absorb): Signal
---@return Signal
function absorb(input, lengths, decay, damping) end

---What a delay line loses on each pass, so that all lines of a loop fade alike: for each channel the loss of a line of that length, and more of it the higher the frequency.
---Example: `(saw(220) * perc(0.01, 0.1)):absorb(0.2, 1):delay(0.2)`
---@param lengths number|number[] How long the lines are: one length, or one for each channel. Number only: the lines of a loop are as long. (a number in seconds, or a list of them)
---@param decay? Signal|number How long until the lows are 60 dB down. (a number or a signal in seconds, 0.01 to 1000; 2 unless told otherwise)
---@param damping? Signal|number The frequency that is 60 dB down in half of it; far past what is heard, all frequencies fade alike. (a number or a signal in hertz, 20 to 1000000; 5000 unless told otherwise)
---@return Signal
function Signal:absorb(lengths, decay, damping) end

---@class named.allpass_chain
---@field [integer] any
---@field input? Signal|number
---@field frequency? Signal|number
---@field stages? number
---@field regen? Signal|number

---Turns the phase and leaves all levels as they are: at the frequency a quarter turn back for each stage. Added to its input it leaves notches, one for every two stages.
---Example: `(saw(110) + saw(110):allpass_chain(800, 4)) * 0.4`
---@param input Signal|number What to turn. (a signal)
---@param frequency? Signal|number Where each stage turns a quarter. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param stages? number How many stages. (a number as a whole number, 1 to 24; 4 unless told otherwise)
---@param regen? Signal|number How much of the output goes back to the input, without delay; then levels change. (a number or a signal as a factor, -0.75 to 0.75; 0 unless told otherwise)
---@overload fun(named: named.allpass_chain): Signal
---@return Signal
function allpass_chain(input, frequency, stages, regen) end

---Turns the phase and leaves all levels as they are: at the frequency a quarter turn back for each stage. Added to its input it leaves notches, one for every two stages.
---Example: `(saw(110) + saw(110):allpass_chain(800, 4)) * 0.4`
---@param frequency? Signal|number Where each stage turns a quarter. (a number or a signal in hertz, 1 to half the sample rate; 1000 unless told otherwise)
---@param stages? number How many stages. (a number as a whole number, 1 to 24; 4 unless told otherwise)
---@param regen? Signal|number How much of the output goes back to the input, without delay; then levels change. (a number or a signal as a factor, -0.75 to 0.75; 0 unless told otherwise)
---@return Signal
function Signal:allpass_chain(frequency, stages, regen) end

---@class named.balance
---@field [integer] any
---@field input? Signal|number
---@field pos? Signal|number

---Turns one side of a stereo signal down; at the centre both are as they are. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), saw(111)):balance(0.5) * 0.5`
---@param input Signal|number What to balance; one channel is heard on both sides. (a signal)
---@param pos? Signal|number Towards which side: -1 is left, 0 the centre, 1 right. One for all pairs, or one for each. (a number or a signal from -1, left, to 1, right, -1 to 1; 0 unless told otherwise)
---@overload fun(named: named.balance): Signal
---@return Signal
function balance(input, pos) end

---Turns one side of a stereo signal down; at the centre both are as they are. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), saw(111)):balance(0.5) * 0.5`
---@param pos? Signal|number Towards which side: -1 is left, 0 the centre, 1 right. One for all pairs, or one for each. (a number or a signal from -1, left, to 1, right, -1 to 1; 0 unless told otherwise)
---@return Signal
function Signal:balance(pos) end

---@class named.channel
---@field [integer] any
---@field input? Signal|number
---@field number? number

---One channel of a signal.
---Example: `sine{440, 442}:channel(2) * 0.5`
---@param input Signal|number What to take it from. (a signal)
---@param number number Which channel, counted from 1. (a number as a whole number, 1 to 64)
---@overload fun(named: named.channel): Signal
---@return Signal
function channel(input, number) end

---One channel of a signal.
---Example: `sine{440, 442}:channel(2) * 0.5`
---@param number number Which channel, counted from 1. (a number as a whole number, 1 to 64)
---@return Signal
function Signal:channel(number) end

---@class named.channels
---@field [integer] any
---@field inputs? Signal[]

---All channels of several signals, one after another, as the channels of one.
---Example: `channels{saw(110), saw(111)} * 0.5`
---@param inputs Signal[] Signals of any number of channels, at most 64 in all. (a list of signals)
---@overload fun(named: named.channels): Signal
---@return Signal
function channels(inputs) end

---@class named.chorus
---@field [integer] any
---@field input? Signal|number
---@field rate? Signal|number
---@field depth? Signal|number
---@field voices? number
---@field spread? number
---@field wet? Signal|number

---Makes one voice into several, each late by a little that swings.
---Example: `saw(110):chorus() * 0.5`
---@param input Signal|number What is made into several voices. (a signal)
---@param rate? Signal|number How often each voice goes up and down. (a number or a signal in hertz, 0.01 to 10; 0.6 unless told otherwise)
---@param depth? Signal|number How far each voice goes to either side in time. (a number or a signal in seconds, 0 to 0.02; 0.003 unless told otherwise)
---@param voices? number How many voices there are beside what comes in. (a number as a whole number, 1 to 16; 3 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 1 unless told otherwise)
---@param wet? Signal|number How much is heard of the voices, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@overload fun(named: named.chorus): Signal
---@return Signal
function chorus(input, rate, depth, voices, spread, wet) end

---Makes one voice into several, each late by a little that swings.
---Example: `saw(110):chorus() * 0.5`
---@param rate? Signal|number How often each voice goes up and down. (a number or a signal in hertz, 0.01 to 10; 0.6 unless told otherwise)
---@param depth? Signal|number How far each voice goes to either side in time. (a number or a signal in seconds, 0 to 0.02; 0.003 unless told otherwise)
---@param voices? number How many voices there are beside what comes in. (a number as a whole number, 1 to 16; 3 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 1 unless told otherwise)
---@param wet? Signal|number How much is heard of the voices, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@return Signal
function Signal:chorus(rate, depth, voices, spread, wet) end

---@class named.convolve
---@field [integer] any
---@field input? Signal|number
---@field response? Signal|number

---A signal as it sounds through something of which an impulse response is known: a room, a loudspeaker, a body.
---Example: `(saw(110) * perc(0.01, 0.2)):convolve(noise{seed=1} * perc(0.001, 1) * 0.02)`
---@param input Signal|number What goes in. (a signal)
---@param response Signal|number What comes out for an impulse at frame 0: a signal that ends, as a sample does, of up to 2^22 frames, one channel for all or one for each. (a signal, or a number)
---@overload fun(named: named.convolve): Signal
---@return Signal
function convolve(input, response) end

---A signal as it sounds through something of which an impulse response is known: a room, a loudspeaker, a body.
---Example: `(saw(110) * perc(0.01, 0.2)):convolve(noise{seed=1} * perc(0.001, 1) * 0.02)`
---@param response Signal|number What comes out for an impulse at frame 0: a signal that ends, as a sample does, of up to 2^22 frames, one channel for all or one for each. (a signal, or a number)
---@return Signal
function Signal:convolve(response) end

---@class named.echo
---@field [integer] any
---@field input? Signal|number
---@field time? Signal|number
---@field decay? Signal|number

---Repeats what comes in, later and softer each time, by at least 0.7 dB: what stays at one pitch does not grow without end.
---Example: `(saw(220) * perc(0.01, 0.2)):echo(0.3, 2) * 0.7`
---@param input Signal|number What is repeated. (a signal)
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.02 to 10; 0.3 unless told otherwise)
---@param decay? Signal|number How long until the repetitions are 60 dB down. (a number or a signal in seconds, 0 to 60; 2 unless told otherwise)
---@overload fun(named: named.echo): Signal
---@return Signal
function echo(input, time, decay) end

---Repeats what comes in, later and softer each time, by at least 0.7 dB: what stays at one pitch does not grow without end.
---Example: `(saw(220) * perc(0.01, 0.2)):echo(0.3, 2) * 0.7`
---@param time? Signal|number From one repetition to the next. (a number or a signal in seconds, 0.02 to 10; 0.3 unless told otherwise)
---@param decay? Signal|number How long until the repetitions are 60 dB down. (a number or a signal in seconds, 0 to 60; 2 unless told otherwise)
---@return Signal
function Signal:echo(time, decay) end

---@class named.flanger
---@field [integer] any
---@field input? Signal|number
---@field rate? Signal|number
---@field depth? Signal|number
---@field regen? Signal|number
---@field spread? number
---@field wet? Signal|number

---Adds what comes in a few milliseconds late, which makes notches; the delay swings, and they move.
---Example: `saw(55):flanger(0.3) * 0.5`
---@param input Signal|number What is added to itself. (a signal)
---@param rate? Signal|number How often the notches go up and down. (a number or a signal in hertz, 0.01 to 10; 0.2 unless told otherwise)
---@param depth? Signal|number How far the delay goes to either side. (a number or a signal in seconds, 0 to 0.01; 0.002 unless told otherwise)
---@param regen? Signal|number How much goes round again; this takes many times as long to render. (a number or a signal as a factor, -0.9 to 0.9; 0 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@param wet? Signal|number How much is heard of what is late, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@overload fun(named: named.flanger): Signal
---@return Signal
function flanger(input, rate, depth, regen, spread, wet) end

---Adds what comes in a few milliseconds late, which makes notches; the delay swings, and they move.
---Example: `saw(55):flanger(0.3) * 0.5`
---@param rate? Signal|number How often the notches go up and down. (a number or a signal in hertz, 0.01 to 10; 0.2 unless told otherwise)
---@param depth? Signal|number How far the delay goes to either side. (a number or a signal in seconds, 0 to 0.01; 0.002 unless told otherwise)
---@param regen? Signal|number How much goes round again; this takes many times as long to render. (a number or a signal as a factor, -0.9 to 0.9; 0 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@param wet? Signal|number How much is heard of what is late, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@return Signal
function Signal:flanger(rate, depth, regen, spread, wet) end

---@class named.hadamard
---@field [integer] any
---@field input? Signal|number
---@field outputs? number

---Mixes channels into each other: each output is the sum of all inputs, with signs that keep the energy. Twice is the signal itself. The heart of a feedback delay network.
---Example: `stereo(saw(110), saw(165)):hadamard() * 0.5`
---@param input Signal|number What to mix: 1, 2, 4, 8, 16, 32 or 64 channels; for other numbers there is no such matrix. (a signal)
---@param outputs? number How many of the outputs are wanted, from the first; 0 is all. (a number as a whole number, 0 to 64; 0 unless told otherwise)
---@overload fun(named: named.hadamard): Signal
---@return Signal
function hadamard(input, outputs) end

---Mixes channels into each other: each output is the sum of all inputs, with signs that keep the energy. Twice is the signal itself. The heart of a feedback delay network.
---Example: `stereo(saw(110), saw(165)):hadamard() * 0.5`
---@param outputs? number How many of the outputs are wanted, from the first; 0 is all. (a number as a whole number, 0 to 64; 0 unless told otherwise)
---@return Signal
function Signal:hadamard(outputs) end

---@class named.multitap
---@field [integer] any
---@field input? Signal|number
---@field times? number|number[]
---@field amps? number|number[]
---@field spread? number

---Repeats what comes in once for each of several times.
---Example: `(saw(220) * perc(0.01, 0.1)):multitap({0.2, 0.35, 0.6}, {0.7, 0.5, 0.3}, 0.8) * 0.7`
---@param input Signal|number What is repeated. (a signal)
---@param times number|number[] How late each repetition is: one time or several. Number only: they are a list, with a repetition for each. (a number in seconds, or a list of them)
---@param amps number|number[] How loud each repetition is: one level for all, or one for each. Number only: as the times are. (a number as a level, where 1 is full scale, or a list of them)
---@param spread? number How far the repetitions lie to the left and to the right, in turn, in stereo; 0 keeps the channels there are. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@overload fun(named: named.multitap): Signal
---@return Signal
function multitap(input, times, amps, spread) end

---Repeats what comes in once for each of several times.
---Example: `(saw(220) * perc(0.01, 0.1)):multitap({0.2, 0.35, 0.6}, {0.7, 0.5, 0.3}, 0.8) * 0.7`
---@param times number|number[] How late each repetition is: one time or several. Number only: they are a list, with a repetition for each. (a number in seconds, or a list of them)
---@param amps number|number[] How loud each repetition is: one level for all, or one for each. Number only: as the times are. (a number as a level, where 1 is full scale, or a list of them)
---@param spread? number How far the repetitions lie to the left and to the right, in turn, in stereo; 0 keeps the channels there are. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@return Signal
function Signal:multitap(times, amps, spread) end

---@class named.pan
---@field [integer] any
---@field input? Signal|number
---@field pos? Signal|number
---@field speakers? number

---Places a signal between left and right: equal power, 0 dB at the centre. Of a stereo signal, the balance. More channels are first spread evenly from left to right, each as loud as it was. The answer is stereo. Of more than two speakers it is a ring: between the two nearest, with equal power, at a speaker as loud as it was.
---Example: `saw(110):pan(-0.5) * 0.5`
---@param input Signal|number What to place: any number of channels. (a signal)
---@param pos? Signal|number Where: -1 is left, 0 the centre, 1 right. On a ring 0 is the first speaker, 2 / speakers further is the next, and -1 and 1 are one place, opposite. With one for each channel, each is placed by its own. (a number or a signal from -1, left, to 1, right, -1 to 1; 0 unless told otherwise)
---@param speakers? number How many channels the answer has, numbered round the ring. Number only: it tells how many channels there are. (a number as a whole number, 2 to 64; 2 unless told otherwise)
---@overload fun(named: named.pan): Signal
---@return Signal
function pan(input, pos, speakers) end

---Places a signal between left and right: equal power, 0 dB at the centre. Of a stereo signal, the balance. More channels are first spread evenly from left to right, each as loud as it was. The answer is stereo. Of more than two speakers it is a ring: between the two nearest, with equal power, at a speaker as loud as it was.
---Example: `saw(110):pan(-0.5) * 0.5`
---@param pos? Signal|number Where: -1 is left, 0 the centre, 1 right. On a ring 0 is the first speaker, 2 / speakers further is the next, and -1 and 1 are one place, opposite. With one for each channel, each is placed by its own. (a number or a signal from -1, left, to 1, right, -1 to 1; 0 unless told otherwise)
---@param speakers? number How many channels the answer has, numbered round the ring. Number only: it tells how many channels there are. (a number as a whole number, 2 to 64; 2 unless told otherwise)
---@return Signal
function Signal:pan(pos, speakers) end

---@class named.phaser
---@field [integer] any
---@field input? Signal|number
---@field rate? Signal|number
---@field low? Signal|number
---@field high? Signal|number
---@field stages? number
---@field regen? Signal|number
---@field spread? number
---@field wet? Signal|number

---Adds what comes in with its phase turned, which makes notches that go up and down.
---Example: `saw(55):phaser(0.4) * 0.4`
---@param input Signal|number What is added to itself. (a signal)
---@param rate? Signal|number How often the notches go up and down. (a number or a signal in hertz, 0.01 to 10; 0.4 unless told otherwise)
---@param low? Signal|number How far down they go. (a number or a signal in hertz, 20 to 20000; 200 unless told otherwise)
---@param high? Signal|number How far up they go. (a number or a signal in hertz, 20 to 20000; 3000 unless told otherwise)
---@param stages? number How many stages turn the phase; two make a notch. (a number as a whole number, 2 to 24; 6 unless told otherwise)
---@param regen? Signal|number How much goes round again, which makes peaks between the notches. (a number or a signal as a factor, -0.75 to 0.75; 0.4 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@param wet? Signal|number How much is heard of what is turned, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@overload fun(named: named.phaser): Signal
---@return Signal
function phaser(input, rate, low, high, stages, regen, spread, wet) end

---Adds what comes in with its phase turned, which makes notches that go up and down.
---Example: `saw(55):phaser(0.4) * 0.4`
---@param rate? Signal|number How often the notches go up and down. (a number or a signal in hertz, 0.01 to 10; 0.4 unless told otherwise)
---@param low? Signal|number How far down they go. (a number or a signal in hertz, 20 to 20000; 200 unless told otherwise)
---@param high? Signal|number How far up they go. (a number or a signal in hertz, 20 to 20000; 3000 unless told otherwise)
---@param stages? number How many stages turn the phase; two make a notch. (a number as a whole number, 2 to 24; 6 unless told otherwise)
---@param regen? Signal|number How much goes round again, which makes peaks between the notches. (a number or a signal as a factor, -0.75 to 0.75; 0.4 unless told otherwise)
---@param spread? number How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are. (a number as a factor, 0 to 1; 0 unless told otherwise)
---@param wet? Signal|number How much is heard of what is turned, against what comes in. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@return Signal
function Signal:phaser(rate, low, high, stages, regen, spread, wet) end

---@class named.reverb
---@field [integer] any
---@field input? Signal|number
---@field size? Signal|number
---@field decay? Signal|number
---@field damping? Signal|number
---@field spread? Signal|number
---@field predelay? Signal|number
---@field wet? Signal|number

---The sound of a room: sixteen delay lines that are mixed into each other and fade.
---Example: `(saw(220) * perc(0.01, 0.2)):reverb(1, 3)`
---@param input Signal|number What sounds in the room: of one channel it makes two; of more, each channel answers with its own, unlike the others. (a signal)
---@param size? Signal|number How large the room is: 0.2 a chamber, 1 a hall, 3 a cathedral. What goes round changes pitch while it moves. (a number or a signal as a factor, 0.1 to 4; 1 unless told otherwise)
---@param decay? Signal|number How long until it is 60 dB down, all that sounds together, by the fall from -5 to -35 dB (T30, ISO 3382): to 10 %, with a damping of at least 4 kHz or, from 0.2 s on, 1 kHz. At least 0.2 s times the size, in which its sound has not yet gone once round; one that moves at least 0.3 s. (a number or a signal in seconds, 0.1 to 60; 2 unless told otherwise)
---@param damping? Signal|number The frequency that fades in half the time that the lowest do; the higher, the brighter. (a number or a signal in hertz, 20 to 1000000; 8000 unless told otherwise)
---@param spread? Signal|number How unlike the channels are: 0 gives all of them the same, which puts it in the middle. (a number or a signal as a factor, 0 to 1; 1 unless told otherwise)
---@param predelay? Signal|number How long until the room answers. (a number or a signal in seconds, 0 to 1; 0.01 unless told otherwise)
---@param wet? Signal|number How much is heard of the room, against what comes in. (a number or a signal as a factor, 0 to 1; 0.3 unless told otherwise)
---@overload fun(named: named.reverb): Signal
---@return Signal
function reverb(input, size, decay, damping, spread, predelay, wet) end

---The sound of a room: sixteen delay lines that are mixed into each other and fade.
---Example: `(saw(220) * perc(0.01, 0.2)):reverb(1, 3)`
---@param size? Signal|number How large the room is: 0.2 a chamber, 1 a hall, 3 a cathedral. What goes round changes pitch while it moves. (a number or a signal as a factor, 0.1 to 4; 1 unless told otherwise)
---@param decay? Signal|number How long until it is 60 dB down, all that sounds together, by the fall from -5 to -35 dB (T30, ISO 3382): to 10 %, with a damping of at least 4 kHz or, from 0.2 s on, 1 kHz. At least 0.2 s times the size, in which its sound has not yet gone once round; one that moves at least 0.3 s. (a number or a signal in seconds, 0.1 to 60; 2 unless told otherwise)
---@param damping? Signal|number The frequency that fades in half the time that the lowest do; the higher, the brighter. (a number or a signal in hertz, 20 to 1000000; 8000 unless told otherwise)
---@param spread? Signal|number How unlike the channels are: 0 gives all of them the same, which puts it in the middle. (a number or a signal as a factor, 0 to 1; 1 unless told otherwise)
---@param predelay? Signal|number How long until the room answers. (a number or a signal in seconds, 0 to 1; 0.01 unless told otherwise)
---@param wet? Signal|number How much is heard of the room, against what comes in. (a number or a signal as a factor, 0 to 1; 0.3 unless told otherwise)
---@return Signal
function Signal:reverb(size, decay, damping, spread, predelay, wet) end

---@class named.rotate
---@field [integer] any
---@field input? Signal|number
---@field angle? Signal|number

---Turns the stereo image: a quarter turn exchanges the sides, and one of them is inverted. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), noise() * 0.2):rotate(sine(0.5)) * 0.5`
---@param input Signal|number What to turn; one channel is heard on both sides. (a signal)
---@param angle? Signal|number How far, to the right. One for all pairs, or one for each. (a number or a signal in radians, -6.2831854 to 6.2831854; 0 unless told otherwise)
---@overload fun(named: named.rotate): Signal
---@return Signal
function rotate(input, angle) end

---Turns the stereo image: a quarter turn exchanges the sides, and one of them is inverted. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), noise() * 0.2):rotate(sine(0.5)) * 0.5`
---@param angle? Signal|number How far, to the right. One for all pairs, or one for each. (a number or a signal in radians, -6.2831854 to 6.2831854; 0 unless told otherwise)
---@return Signal
function Signal:rotate(angle) end

---@class named.stereo
---@field [integer] any
---@field left? Signal|number
---@field right? Signal|number

---Two signals of one channel as the left and the right of one.
---Example: `stereo(sine(440), sine(442)) * 0.5`
---@param left Signal|number What is heard left. (a signal, or a number)
---@param right Signal|number What is heard right. (a signal, or a number)
---@overload fun(named: named.stereo): Signal
---@return Signal
function stereo(left, right) end

---Two signals of one channel as the left and the right of one.
---Example: `stereo(sine(440), sine(442)) * 0.5`
---@param right Signal|number What is heard right. (a signal, or a number)
---@return Signal
function Signal:stereo(right) end

---@class named.tremolo
---@field [integer] any
---@field input? Signal|number
---@field rate? Signal|number
---@field depth? Signal|number
---@field wave? "sine"|"triangle"|"square"

---Moves the level up and down.
---Example: `saw(110):tremolo(6, 0.8) * 0.5`
---@param input Signal|number What is moved. (a signal)
---@param rate? Signal|number How often it goes up and down. (a number or a signal in hertz, 0.01 to 100; 5 unless told otherwise)
---@param depth? Signal|number How far it goes down: 1 is to silence. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@param wave? "sine"|"triangle"|"square" Along which wave. ("sine" or "triangle" or "square"; "sine" unless told otherwise)
---@overload fun(named: named.tremolo): Signal
---@return Signal
function tremolo(input, rate, depth, wave) end

---Moves the level up and down.
---Example: `saw(110):tremolo(6, 0.8) * 0.5`
---@param rate? Signal|number How often it goes up and down. (a number or a signal in hertz, 0.01 to 100; 5 unless told otherwise)
---@param depth? Signal|number How far it goes down: 1 is to silence. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@param wave? "sine"|"triangle"|"square" Along which wave. ("sine" or "triangle" or "square"; "sine" unless told otherwise)
---@return Signal
function Signal:tremolo(rate, depth, wave) end

---@class named.vibrato
---@field [integer] any
---@field input? Signal|number
---@field rate? Signal|number
---@field depth? Signal|number

---Moves the pitch up and down, by a delay that swings.
---Example: `saw(220):vibrato(5, 0.3) * 0.5`
---@param input Signal|number What is moved. (a signal)
---@param rate? Signal|number How often it goes up and down. (a number or a signal in hertz, 0.1 to 20; 5 unless told otherwise)
---@param depth? Signal|number How far it goes each way. (a number or a signal in semitones, 0 to 4; 0.3 unless told otherwise)
---@overload fun(named: named.vibrato): Signal
---@return Signal
function vibrato(input, rate, depth) end

---Moves the pitch up and down, by a delay that swings.
---Example: `saw(220):vibrato(5, 0.3) * 0.5`
---@param rate? Signal|number How often it goes up and down. (a number or a signal in hertz, 0.1 to 20; 5 unless told otherwise)
---@param depth? Signal|number How far it goes each way. (a number or a signal in semitones, 0 to 4; 0.3 unless told otherwise)
---@return Signal
function Signal:vibrato(rate, depth) end

---@class named.width
---@field [integer] any
---@field input? Signal|number
---@field amount? Signal|number

---Makes a stereo signal narrower or wider: the difference of its sides is turned down or up. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), saw(111)):width(0.3) * 0.5`
---@param input Signal|number What to widen; one channel stays in the middle. (a signal)
---@param amount? Signal|number How wide: 0 is one channel, 1 as it is, 2 twice as wide. One for all pairs, or one for each. (a number or a signal as a factor, 0 to 2; 1 unless told otherwise)
---@overload fun(named: named.width): Signal
---@return Signal
function width(input, amount) end

---Makes a stereo signal narrower or wider: the difference of its sides is turned down or up. Of more channels each two are a pair, left and right; an odd last one is in the middle and stays as it is.
---Example: `stereo(saw(110), saw(111)):width(0.3) * 0.5`
---@param amount? Signal|number How wide: 0 is one channel, 1 as it is, 2 twice as wide. One for all pairs, or one for each. (a number or a signal as a factor, 0 to 2; 1 unless told otherwise)
---@return Signal
function Signal:width(amount) end

---@class named.buffer
---@field [integer] any
---@field values? number[]|number[][]

---Samples that are given, from frame 0 on.
---Example: `buffer{0, 0.5, 1, 0.5, 0, -0.5, -1, -0.5}:tile(0, frames(8)) * 0.5`
---@param values number[]|number[][] A list of numbers, one for each frame. (a list of numbers, or of lists, one for each channel)
---@overload fun(named: named.buffer): Signal
---@return Signal
function buffer(values) end

---@class named.granular
---@field [integer] any
---@field input? Signal|number
---@field place? Signal|number
---@field density? Signal|number
---@field size? number
---@field rate? Signal|number
---@field jitter? Signal|number
---@field irregularity? number
---@field seed? number

---Grains: many short pieces of a signal, each faded in and out, taken from about one place in it.
---Example: `granular(saw(110) * perc(0.01, 1) * 0.5, 0.05, 40, 0.08)`
---@param input Signal|number What grains are taken from. (a signal)
---@param place? Signal|number Where in it a grain begins; line(0, 2, 8) goes through it slowly; in what is longer than 87 s, a place that moves stays within 43 s of the present. (a number or a signal in seconds, -86400 to 86400; 0 unless told otherwise)
---@param density? Signal|number How many grains begin in a second. Where it moves, they fall on a beat of 500 a second, of which it leaves out most. (a number or a signal in hertz, 0.1 to 500; 20 unless told otherwise)
---@param size? number How long a grain is. Number only: it tells how far back all that moves is read. (a number in seconds, 0.001 to 5; 0.1 unless told otherwise)
---@param rate? Signal|number How fast a grain is played, and so how high; negative is backwards. (a number or a signal as a factor, -16 to 16; 1 unless told otherwise)
---@param jitter? Signal|number How far from its place a grain may begin, either way. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param irregularity? number How far from an even beat grains begin. Number only: a signal would be read where a grain begins, and it tells where that is. (a number as a factor, 0 to 1; 0.5 unless told otherwise)
---@param seed? number Which of many random choices. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@overload fun(named: named.granular): Signal
---@return Signal
function granular(input, place, density, size, rate, jitter, irregularity, seed) end

---Grains: many short pieces of a signal, each faded in and out, taken from about one place in it.
---Example: `granular(saw(110) * perc(0.01, 1) * 0.5, 0.05, 40, 0.08)`
---@param place? Signal|number Where in it a grain begins; line(0, 2, 8) goes through it slowly; in what is longer than 87 s, a place that moves stays within 43 s of the present. (a number or a signal in seconds, -86400 to 86400; 0 unless told otherwise)
---@param density? Signal|number How many grains begin in a second. Where it moves, they fall on a beat of 500 a second, of which it leaves out most. (a number or a signal in hertz, 0.1 to 500; 20 unless told otherwise)
---@param size? number How long a grain is. Number only: it tells how far back all that moves is read. (a number in seconds, 0.001 to 5; 0.1 unless told otherwise)
---@param rate? Signal|number How fast a grain is played, and so how high; negative is backwards. (a number or a signal as a factor, -16 to 16; 1 unless told otherwise)
---@param jitter? Signal|number How far from its place a grain may begin, either way. (a number or a signal in seconds, 0 to 60; 0.01 unless told otherwise)
---@param irregularity? number How far from an even beat grains begin. Number only: a signal would be read where a grain begins, and it tells where that is. (a number as a factor, 0 to 1; 0.5 unless told otherwise)
---@param seed? number Which of many random choices. (a number as a whole number, 0 to 4294967295; another for each name unless told otherwise)
---@return Signal
function Signal:granular(place, density, size, rate, jitter, irregularity, seed) end

---mic(3) records three seconds of the sound server's input, one channel, and answers them as a buffer. mic() begins to record and answers the input as a signal whose past is known: its frame 0 is where it began, so it can be plotted, written, processed and sought as any other; where nothing is recorded yet it is silent, for now. What plays is rendered up to 2 s before it is heard, so a live input is heard late: play(mic():delay(3)). mic(false) ends the recording and answers it as a buffer; undo() of what began it ends it too. PULSE_SOURCE names another source.
---Example: `voice = mic(3)`
function mic(...) end

---@class named.pitch_shift
---@field [integer] any
---@field input? Signal|number
---@field semitones? Signal|number
---@field window? number

---A signal higher or lower by some semitones, at the same tempo.
---Example: `(saw(110) * perc(0.01, 0.5) * 0.4):pitch_shift(7)`
---@param input Signal|number What to shift. (a signal)
---@param semitones Signal|number How far: 12 is an octave up; cents go behind the point. (a number or a signal in semitones, -24 to 24)
---@param window? number How long a stretch is analysed at a time, divisible by 4: longer for chords, shorter for drums. Number only: the grid of analyses is made of it. (a number in frames, 256 to 8192; 4096 unless told otherwise)
---@overload fun(named: named.pitch_shift): Signal
---@return Signal
function pitch_shift(input, semitones, window) end

---A signal higher or lower by some semitones, at the same tempo.
---Example: `(saw(110) * perc(0.01, 0.5) * 0.4):pitch_shift(7)`
---@param semitones Signal|number How far: 12 is an octave up; cents go behind the point. (a number or a signal in semitones, -24 to 24)
---@param window? number How long a stretch is analysed at a time, divisible by 4: longer for chords, shorter for drums. Number only: the grid of analyses is made of it. (a number in frames, 256 to 8192; 4096 unless told otherwise)
---@return Signal
function Signal:pitch_shift(semitones, window) end

---@class named.recorded
---@field [integer] any
---@field take? number

---What mic() has recorded so far, from frame 0 on: silence where nothing is recorded yet, which is asked for anew each time and not kept. A saved workspace holds what was there, as a buffer.
---Example: `recorded(1) * 0.5`
---@param take? number Which recording, in the order in which they began. Number only: it is a name. (a number as a whole number, 1 to 1000000; 1 unless told otherwise)
---@overload fun(named: named.recorded): Signal
---@return Signal
function recorded(take) end

---@class named.sample
---@field [integer] any
---@field file? string
---@field rate? Signal|number
---@field from? number
---@field to? number
---@field loop_from? number
---@field loop_to? number
---@field content? string

---A sound file, from frame 0 on, resampled to the project's rate; the whole of it or a part, at any speed, backwards, in a loop.
---Example: `sample("kick.wav", {rate=0.8})`
---@param file string A WAV, FLAC, OGG or AIFF file; a relative path is looked for beside the patch. (a string)
---@param rate? Signal|number How fast it is played, and so how high; negative is backwards. (a number or a signal as a factor, -32 to 32; 1 unless told otherwise)
---@param from? number Where in the file the part begins. Number only: it tells how long the whole is. (a number in seconds, 0 to 86400; 0 unless told otherwise)
---@param to? number Where it ends, at most where the file does. Number only: it tells how long the whole is. (a number in seconds, 0 to 86400; 86400 unless told otherwise)
---@param loop_from? number Where in the file what is repeated begins. Number only: where a rate that moves has come to hangs on it. (a number in seconds, 0 to 86400; 0 unless told otherwise)
---@param loop_to? number Where it ends; 0 is the part's end where loop_from is given, and without that nothing is repeated. Number only: where a rate that moves has come to hangs on it. (a number in seconds, 0 to 86400; 0 unless told otherwise)
---@param content? string A digest of the file's bytes, filled in when the patch names the file, so that a changed file is another signal. (a string)
---@overload fun(named: named.sample): Signal
---@return Signal
function sample(file, rate, from, to, loop_from, loop_to, content) end

---A kit: a word for each sound file in a folder and for each folder of them. kit.bd is the first of a folder bd, kit["bd:3"] or kit("bd", 3) the fourth; past the last they begin anew.
---Example: `drums = samples "drums"`
function samples(...) end

---@class named.slice
---@field [integer] any
---@field input? Signal|number
---@field count? number
---@field number? Signal|number

---One of several equal parts of a signal that ends, from frame 0 on: for cutting up loops. Of a pattern: A sample cut into parts, which another pattern calls by number.
---Example: `(saw(110) * perc(0.01, 2)):slice(8, 2)`
---@param input Signal|number What to cut: a signal that begins and ends. (a signal)
---@param count number Into how many parts it is cut. Number only: it tells how long a part is. (a number as a whole number, 1 to 4096)
---@param number? Signal|number Which part, counted from 1; past the last it begins anew. Where it moves, each moment is heard from the part that it tells. (a number or a signal as a whole number, 1 to 4096; 1 unless told otherwise)
---@overload fun(named: named.slice): Signal
---@return Signal
function slice(input, count, number) end

---One of several equal parts of a signal that ends, from frame 0 on: for cutting up loops. Of a pattern: A sample cut into parts, which another pattern calls by number.
---Example: `(saw(110) * perc(0.01, 2)):slice(8, 2)`
---@param count number Into how many parts it is cut. Number only: it tells how long a part is. (a number as a whole number, 1 to 4096)
---@param number? Signal|number Which part, counted from 1; past the last it begins anew. Where it moves, each moment is heard from the part that it tells. (a number or a signal as a whole number, 1 to 4096; 1 unless told otherwise)
---@return Signal
function Signal:slice(count, number) end

---@class named.slices
---@field [integer] any
---@field input? Signal|number
---@field count? number

---All equal parts of a signal that ends, as a list, each from frame 0 on.
---Example: `slices(saw(110) * perc(0.01, 2), 8)[2]`
---@param input Signal|number What to cut: a signal that begins and ends. (a signal)
---@param count? number Into how many parts it is cut. (a number as a whole number, 1 to 4096; 8 unless told otherwise)
---@overload fun(named: named.slices): Signal
---@return Signal
function slices(input, count) end

---All equal parts of a signal that ends, as a list, each from frame 0 on.
---Example: `slices(saw(110) * perc(0.01, 2), 8)[2]`
---@param count? number Into how many parts it is cut. (a number as a whole number, 1 to 4096; 8 unless told otherwise)
---@return Signal
function Signal:slices(count) end

---@class named.stretch
---@field [integer] any
---@field input? Signal|number
---@field factor? number
---@field window? number

---A signal at another tempo, stretched about frame 0 without changing its pitch: a factor of 2 takes twice as long.
---Example: `(saw(110) * perc(0.01, 0.5) * 0.4):stretch(2)`
---@param input Signal|number What to stretch. (a signal)
---@param factor number How many times as long. Number only: it tells how long the whole is; granular goes through a signal at a tempo that moves, as its place does. (a number as a factor, 0.05 to 50)
---@param window? number How long a stretch is analysed at a time, divisible by 4: longer for chords, shorter for drums. Number only: the grid of analyses is made of it. (a number in frames, 256 to 8192; 4096 unless told otherwise)
---@overload fun(named: named.stretch): Signal
---@return Signal
function stretch(input, factor, window) end

---A signal at another tempo, stretched about frame 0 without changing its pitch: a factor of 2 takes twice as long.
---Example: `(saw(110) * perc(0.01, 0.5) * 0.4):stretch(2)`
---@param factor number How many times as long. Number only: it tells how long the whole is; granular goes through a signal at a tempo that moves, as its place does. (a number as a factor, 0.05 to 50)
---@param window? number How long a stretch is analysed at a time, divisible by 4: longer for chords, shorter for drums. Number only: the grid of analyses is made of it. (a number in frames, 256 to 8192; 4096 unless told otherwise)
---@return Signal
function Signal:stretch(factor, window) end

---@class named.spectral_blur
---@field [integer] any
---@field input? Signal|number
---@field length? number
---@field window? number
---@field hop? number

---Smears a spectrum over time: each partial is as loud as it was on average over the last while, and sounds on as it did when it was loudest.
---Example: `(saw(220) * perc(0.01, 0.3)):spectral_blur(0.3) * 2`
---@param input Signal|number What to smear. (a signal)
---@param length? number How long the while is; 0 changes nothing. Number only: it is the size of what is remembered. (a number in seconds, 0 to 10; 0.2 unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@overload fun(named: named.spectral_blur): Signal
---@return Signal
function spectral_blur(input, length, window, hop) end

---Smears a spectrum over time: each partial is as loud as it was on average over the last while, and sounds on as it did when it was loudest.
---Example: `(saw(220) * perc(0.01, 0.3)):spectral_blur(0.3) * 2`
---@param length? number How long the while is; 0 changes nothing. Number only: it is the size of what is remembered. (a number in seconds, 0 to 10; 0.2 unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@return Signal
function Signal:spectral_blur(length, window, hop) end

---@class named.spectral_filter
---@field [integer] any
---@field input? Signal|number
---@field response? fun(x: number): number|number[]
---@field window? number
---@field hop? number

---A filter of any shape, without shifting phases: each partial times a function of its frequency.
---Example: `noise{seed=1}:spectral_filter(function(f) return f > 500 and f < 1000 and 1 or 0 end)`
---@param input Signal|number What to filter. (a signal)
---@param response fun(x: number): number|number[] The factor at each frequency, at most 15: a function of it, or a list from 0 to 24000 Hz. (a function of a number in hertz, 0 to half the sample rate, or a list of its values)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@overload fun(named: named.spectral_filter): Signal
---@return Signal
function spectral_filter(input, response, window, hop) end

---A filter of any shape, without shifting phases: each partial times a function of its frequency.
---Example: `noise{seed=1}:spectral_filter(function(f) return f > 500 and f < 1000 and 1 or 0 end)`
---@param response fun(x: number): number|number[] The factor at each frequency, at most 15: a function of it, or a list from 0 to 24000 Hz. (a function of a number in hertz, 0 to half the sample rate, or a list of its values)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@return Signal
function Signal:spectral_filter(response, window, hop) end

---@class named.spectral_freeze
---@field [integer] any
---@field input? Signal|number
---@field time? number
---@field window? number
---@field hop? number

---Holds the sound of one moment for ever: up to that time a signal as it is, from there on its spectrum of then.
---Example: `(saw(220) * perc(0.01, 1) * 0.5):spectral_freeze(0.2)`
---@param input Signal|number What to hold. (a signal)
---@param time? number The moment that is held; to the nearest analysis. Number only: one moment is held for ever. (a number in seconds, -86400 to 86400; 0 unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@overload fun(named: named.spectral_freeze): Signal
---@return Signal
function spectral_freeze(input, time, window, hop) end

---Holds the sound of one moment for ever: up to that time a signal as it is, from there on its spectrum of then.
---Example: `(saw(220) * perc(0.01, 1) * 0.5):spectral_freeze(0.2)`
---@param time? number The moment that is held; to the nearest analysis. Number only: one moment is held for ever. (a number in seconds, -86400 to 86400; 0 unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@return Signal
function Signal:spectral_freeze(time, window, hop) end

---@class named.spectral_gate
---@field [integer] any
---@field input? Signal|number
---@field threshold? Signal|number
---@field keep? "above"|"below"
---@field window? number
---@field hop? number

---Lets through the partials that are louder than a threshold, or those that are softer, and mutes the others.
---Example: `(saw(110) * 0.5 + noise{seed=1} * 0.1):spectral_gate(-40)`
---@param input Signal|number What to thin out. (a signal)
---@param threshold? Signal|number The level of a sine that is just let through, 0 dB at amplitude 1. (a number or a signal in decibels, -200 to 60; -40 unless told otherwise)
---@param keep? "above"|"below" Which partials are let through. ("above" or "below"; "above" unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@overload fun(named: named.spectral_gate): Signal
---@return Signal
function spectral_gate(input, threshold, keep, window, hop) end

---Lets through the partials that are louder than a threshold, or those that are softer, and mutes the others.
---Example: `(saw(110) * 0.5 + noise{seed=1} * 0.1):spectral_gate(-40)`
---@param threshold? Signal|number The level of a sine that is just let through, 0 dB at amplitude 1. (a number or a signal in decibels, -200 to 60; -40 unless told otherwise)
---@param keep? "above"|"below" Which partials are let through. ("above" or "below"; "above" unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@return Signal
function Signal:spectral_gate(threshold, keep, window, hop) end

---@class named.spectral_shift
---@field [integer] any
---@field input? Signal|number
---@field by? number
---@field window? number
---@field hop? number

---Moves every partial by the same number of hertz, so that harmonics become inharmonic; what would pass 0 Hz or half the rate is left out.
---Example: `(saw(220) * 0.2):spectral_shift(75)`
---@param input Signal|number What to shift. (a signal)
---@param by number How far: up, or where it is negative down. Number only: all stretches are turned against each other by it; freqshift moves. (a number in hertz, minus half the sample rate to half the sample rate)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@overload fun(named: named.spectral_shift): Signal
---@return Signal
function spectral_shift(input, by, window, hop) end

---Moves every partial by the same number of hertz, so that harmonics become inharmonic; what would pass 0 Hz or half the rate is left out.
---Example: `(saw(220) * 0.2):spectral_shift(75)`
---@param by number How far: up, or where it is negative down. Number only: all stretches are turned against each other by it; freqshift moves. (a number in hertz, minus half the sample rate to half the sample rate)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 2048 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 512 unless told otherwise)
---@return Signal
function Signal:spectral_shift(by, window, hop) end

---@class named.vocoder
---@field [integer] any
---@field input? Signal|number
---@field modulator? Signal|number
---@field bands? number
---@field mode? "channel"|"phase"
---@field window? number
---@field hop? number

---Gives a signal the spectrum of another: a voice makes a chord speak. By channels: the level of each of several bands; by phases: the level of every partial, with the phases of the first.
---Example: `saw{110, 165}:vocoder(noise{seed=1} * perc(0.01, 0.5) * 0.1, 16)`
---@param input Signal|number The carrier: what is to sound, rich in partials. (a signal)
---@param modulator Signal|number What it is to sound like. (a signal, or a number)
---@param bands? number How many bands, evenly spaced in pitch from 80 Hz to 12 kHz. (a number as a whole number, 2 to 512; 24 unless told otherwise)
---@param mode? "channel"|"phase" By bands, or by every partial. ("channel" or "phase"; "channel" unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 1024 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 256 unless told otherwise)
---@overload fun(named: named.vocoder): Signal
---@return Signal
function vocoder(input, modulator, bands, mode, window, hop) end

---Gives a signal the spectrum of another: a voice makes a chord speak. By channels: the level of each of several bands; by phases: the level of every partial, with the phases of the first.
---Example: `saw{110, 165}:vocoder(noise{seed=1} * perc(0.01, 0.5) * 0.1, 16)`
---@param modulator Signal|number What it is to sound like. (a signal, or a number)
---@param bands? number How many bands, evenly spaced in pitch from 80 Hz to 12 kHz. (a number as a whole number, 2 to 512; 24 unless told otherwise)
---@param mode? "channel"|"phase" By bands, or by every partial. ("channel" or "phase"; "channel" unless told otherwise)
---@param window? number How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it. (a number in frames, 32 to 65536; 1024 unless told otherwise)
---@param hop? number From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it. (a number in frames, 2 to 32768; 256 unless told otherwise)
---@return Signal
function Signal:vocoder(modulator, bands, mode, window, hop) end

---@class named.modal
---@field [integer] any
---@field frequencies? number|number[]
---@field decays? number|number[]
---@field amps? number|number[]

---Something struck once, at frame 0: a bell, a bar, a glass, told by what it rings at.
---Example: `modal({220, 607, 1190, 1967}, {3, 2, 1, 0.5}, {0.4, 0.2, 0.15, 0.1})`
---@param frequencies number|number[] What it rings at, at most 64. Number only: they are a list, with a resonator for each. (a number in hertz, or a list of them)
---@param decays number|number[] How long until each is 60 dB down; one number is for all. Number only: as the frequencies are. (a number in seconds, or a list of them)
---@param amps? number|number[] How loud each is; one number is for all. Number only: as the frequencies are. (a number as a level, where 1 is full scale, or a list of them; 1 unless told otherwise)
---@overload fun(named: named.modal): Signal
---@return Signal
function modal(frequencies, decays, amps) end

---@class named.pluck
---@field [integer] any
---@field frequency? Signal|number
---@field decay? Signal|number
---@field damping? Signal|number
---@field seed? any

---A plucked string, once, at frame 0: a burst of noise in a line as long as the period. Each has its own noise.
---Example: `pluck(220)`
---@param frequency? Signal|number Of the lowest tone. The burst is one period long, and 10 ms where the frequency moves. (a number or a signal in hertz, 20 to 5000; 220 unless told otherwise)
---@param decay? Signal|number How long until the lowest tone is 60 dB down. (a number or a signal in seconds, 0.01 to 60; 2 unless told otherwise)
---@param damping? Signal|number How much faster high tones die away. (a number or a signal as a factor, 0 to 1; 0.4 unless told otherwise)
---@param seed? any Which noise it is plucked with. (a whole number)
---@overload fun(named: named.pluck): Signal
---@return Signal
function pluck(frequency, decay, damping, seed) end

---@class named.resonators
---@field [integer] any
---@field input? Signal|number
---@field frequencies? number|number[]
---@field decays? number|number[]
---@field amps? number|number[]

---Resonators side by side, each ringing at a frequency of its own. One sample of 1 makes each a sine at its level that dies away. Driven for long at their own pitch they grow to twelve times full scale at most.
---Example: `impulse(2):resonators({220, 561, 1203}, {1, 0.7, 0.3}, 0.3)`
---@param input Signal|number What strikes them. (a signal)
---@param frequencies number|number[] Of each, at most 64; those above half the sample rate are silent. Number only: they are a list, with a resonator for each. (a number in hertz, or a list of them)
---@param decays number|number[] How long until each is 60 dB down; one number is for all. Number only: they are a list, with a resonator for each. (a number in seconds, or a list of them)
---@param amps? number|number[] How loud each is; one number is for all. Number only: they are a list, with a resonator for each. (a number as a level, where 1 is full scale, or a list of them; 1 unless told otherwise)
---@overload fun(named: named.resonators): Signal
---@return Signal
function resonators(input, frequencies, decays, amps) end

---Resonators side by side, each ringing at a frequency of its own. One sample of 1 makes each a sine at its level that dies away. Driven for long at their own pitch they grow to twelve times full scale at most.
---Example: `impulse(2):resonators({220, 561, 1203}, {1, 0.7, 0.3}, 0.3)`
---@param frequencies number|number[] Of each, at most 64; those above half the sample rate are silent. Number only: they are a list, with a resonator for each. (a number in hertz, or a list of them)
---@param decays number|number[] How long until each is 60 dB down; one number is for all. Number only: they are a list, with a resonator for each. (a number in seconds, or a list of them)
---@param amps? number|number[] How loud each is; one number is for all. Number only: they are a list, with a resonator for each. (a number as a level, where 1 is full scale, or a list of them; 1 unless told otherwise)
---@return Signal
function Signal:resonators(frequencies, decays, amps) end

---@class named.waveguide
---@field [integer] any
---@field input? Signal|number
---@field frequency? Signal|number
---@field decay? Signal|number
---@field damping? Signal|number
---@field body? "string"|"tube"

---A string or a tube that any signal makes ring: a wave that runs along it and back, weaker each time. Driven at its own pitch it grows to eight times full scale at most.
---Example: `(noise{seed=1} * perc(0, 0.005)):waveguide(220, 3)`
---@param input Signal|number What makes it ring. (a signal)
---@param frequency? Signal|number Of the lowest tone. (a number or a signal in hertz, 20 to 5000; 220 unless told otherwise)
---@param decay? Signal|number How long until the lowest tone is 60 dB down. (a number or a signal in seconds, 0.01 to 60; 2 unless told otherwise)
---@param damping? Signal|number How much faster high tones die away. (a number or a signal as a factor, 0 to 1; 0.2 unless told otherwise)
---@param body? "string"|"tube" A string sounds all multiples of its frequency, a tube the odd ones. ("string" or "tube"; "string" unless told otherwise)
---@overload fun(named: named.waveguide): Signal
---@return Signal
function waveguide(input, frequency, decay, damping, body) end

---A string or a tube that any signal makes ring: a wave that runs along it and back, weaker each time. Driven at its own pitch it grows to eight times full scale at most.
---Example: `(noise{seed=1} * perc(0, 0.005)):waveguide(220, 3)`
---@param frequency? Signal|number Of the lowest tone. (a number or a signal in hertz, 20 to 5000; 220 unless told otherwise)
---@param decay? Signal|number How long until the lowest tone is 60 dB down. (a number or a signal in seconds, 0.01 to 60; 2 unless told otherwise)
---@param damping? Signal|number How much faster high tones die away. (a number or a signal as a factor, 0 to 1; 0.2 unless told otherwise)
---@param body? "string"|"tube" A string sounds all multiples of its frequency, a tube the odd ones. ("string" or "tube"; "string" unless told otherwise)
---@return Signal
function Signal:waveguide(frequency, decay, damping, body) end

---@class named.abs
---@field [integer] any
---@field x? Signal|number

---The magnitude: what is below 0 is turned up.
---Example: `sine(220):abs() - 0.6366`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.abs): Signal
---@return Signal
function abs(x) end

---The magnitude: what is below 0 is turned up.
---Example: `sine(220):abs() - 0.6366`
---@return Signal
function Signal:abs() end

---@class named.add
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The sum of two signals. Of a pattern: The sum of two patterns, with the events of both.
---Example: `sine(220) * 0.4 + sine(330) * 0.4`
---@param a Signal|number The first term. (a signal, or a number)
---@param b Signal|number The second term. (a signal, or a number)
---@overload fun(named: named.add): Signal
---@return Signal
function add(a, b) end

---The sum of two signals. Of a pattern: The sum of two patterns, with the events of both.
---Example: `sine(220) * 0.4 + sine(330) * 0.4`
---@param b Signal|number The second term. (a signal, or a number)
---@return Signal
function Signal:add(b) end

---@class named.constant
---@field [integer] any
---@field value? number|number[]

---The same value at all times, or one value for each channel.
---Example: `sine(220) * constant(0.5)`
---@param value number|number[] The value, or a list with one for each channel. Number only: a constant does not move. (a number as a level, where 1 is full scale, or a list of them)
---@overload fun(named: named.constant): Signal
---@return Signal
function constant(value) end

---@class named.crossfade
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number
---@field pos? Signal|number
---@field law? "power"|"linear"

---Goes from one signal to another.
---Example: `crossfade(saw(110), sine(220), line(0, 1, 2)) * 0.7`
---@param a Signal|number What is heard at 0. (a signal, or a number)
---@param b Signal|number What is heard at 1. (a signal, or a number)
---@param pos? Signal|number Where: 0 is a, 1 is b. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@param law? "power"|"linear" Whether both are at -3 dB in the middle, as suits signals that have nothing in common, or at half. ("power" or "linear"; "power" unless told otherwise)
---@overload fun(named: named.crossfade): Signal
---@return Signal
function crossfade(a, b, pos, law) end

---Goes from one signal to another.
---Example: `crossfade(saw(110), sine(220), line(0, 1, 2)) * 0.7`
---@param b Signal|number What is heard at 1. (a signal, or a number)
---@param pos? Signal|number Where: 0 is a, 1 is b. (a number or a signal as a factor, 0 to 1; 0.5 unless told otherwise)
---@param law? "power"|"linear" Whether both are at -3 dB in the middle, as suits signals that have nothing in common, or at half. ("power" or "linear"; "power" unless told otherwise)
---@return Signal
function Signal:crossfade(b, pos, law) end

---@class named.db
---@field [integer] any
---@field x? Signal|number

---A factor as decibels: 1 is 0 dB, 0.5 is -6.02 dB, and silence is held to -200 dB. Of a number, a number.
---Example: `sine(220):tanh(db(line(1, 4, 2)))`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.db): Signal
---@return Signal
function db(x) end

---A factor as decibels: 1 is 0 dB, 0.5 is -6.02 dB, and silence is held to -200 dB. Of a number, a number.
---Example: `sine(220):tanh(db(line(1, 4, 2)))`
---@return Signal
function Signal:db() end

---@class named.div
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The quotient of two signals. A quotient that is not finite, as x / 0, is 0. Of a pattern: The quotient of two patterns, with the events of both; divided by 0 it is 0.
---Example: `saw(110) / 2`
---@param a Signal|number The dividend. (a signal, or a number)
---@param b Signal|number The divisor. (a signal, or a number)
---@overload fun(named: named.div): Signal
---@return Signal
function div(a, b) end

---The quotient of two signals. A quotient that is not finite, as x / 0, is 0. Of a pattern: The quotient of two patterns, with the events of both; divided by 0 it is 0.
---Example: `saw(110) / 2`
---@param b Signal|number The divisor. (a signal, or a number)
---@return Signal
function Signal:div(b) end

---@class named.exp
---@field [integer] any
---@field x? Signal|number

---The number e to the power of each sample, at most 3.3e38.
---Example: `saw(110) * exp(line(0, -5, 2)) * 0.7`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.exp): Signal
---@return Signal
function exp(x) end

---The number e to the power of each sample, at most 3.3e38.
---Example: `saw(110) * exp(line(0, -5, 2)) * 0.7`
---@return Signal
function Signal:exp() end

---@class named.floor
---@field [integer] any
---@field x? Signal|number

---The greatest whole number that is not above each sample.
---Example: `((sine(220) * 4):floor() / 4 + 0.125) * 0.8`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.floor): Signal
---@return Signal
function floor(x) end

---The greatest whole number that is not above each sample.
---Example: `((sine(220) * 4):floor() / 4 + 0.125) * 0.8`
---@return Signal
function Signal:floor() end

---@class named.gt
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---1 where a signal is greater than another, 0 elsewhere.
---Example: `gt(sine(2), 0.5) * saw(110) * 0.7`
---@param a Signal|number What is to be greater. (a signal, or a number)
---@param b Signal|number Than this. (a signal, or a number)
---@overload fun(named: named.gt): Signal
---@return Signal
function gt(a, b) end

---1 where a signal is greater than another, 0 elsewhere.
---Example: `gt(sine(2), 0.5) * saw(110) * 0.7`
---@param b Signal|number Than this. (a signal, or a number)
---@return Signal
function Signal:gt(b) end

---@class named.hz_to_midi
---@field [integer] any
---@field x? Signal|number

---Hertz as a MIDI note number: 440 Hz is 69. What is not above 0 counts as the least number above it. Of a number, a number.
---Example: `sine(220) * hz_to_midi(line(220, 440, 2)) / 69`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.hz_to_midi): Signal
---@return Signal
function hz_to_midi(x) end

---Hertz as a MIDI note number: 440 Hz is 69. What is not above 0 counts as the least number above it. Of a number, a number.
---Example: `sine(220) * hz_to_midi(line(220, 440, 2)) / 69`
---@return Signal
function Signal:hz_to_midi() end

---@class named.knob
---@field [integer] any
---@field value? number
---@field lo? number
---@field hi? number

---A number to be changed by hand: it stands wherever a number or a signal does. Bound to a name, cut = 900 sets it, and knobs() steps it by keys; what depends on it follows.
---Example: `saw(110):lowpass(knob(800, 50, 5000)) * 0.4`
---@param value number What it is now, from lo to hi. Number only: a knob moves when it is set. (a number as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param lo? number The least that it can be. Number only: it is where the knob ends. (a number as a level, where 1 is full scale, -1000000000 to 1000000000; 0 unless told otherwise)
---@param hi? number The most that it can be. Number only: it is where the knob ends. (a number as a level, where 1 is full scale, -1000000000 to 1000000000; 1 unless told otherwise)
---@overload fun(named: named.knob): Signal
---@return Signal
function knob(value, lo, hi) end

---@class named.linexp
---@field [integer] any
---@field x? Signal|number
---@field in_lo? Signal|number
---@field in_hi? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---Maps one span to another so that equal steps become equal ratios. What lies outside the first span is held to its ends.
---Example: `saw(110):lowpass(linexp(sine(0.5), -1, 1, 200, 5000)) * 0.7`
---@param x Signal|number What to map. (a signal, or a number)
---@param in_lo Signal|number What becomes lo. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param in_hi Signal|number What becomes hi. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param lo Signal|number What in_lo becomes. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@param hi Signal|number What in_hi becomes. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@overload fun(named: named.linexp): Signal
---@return Signal
function linexp(x, in_lo, in_hi, lo, hi) end

---Maps one span to another so that equal steps become equal ratios. What lies outside the first span is held to its ends.
---Example: `saw(110):lowpass(linexp(sine(0.5), -1, 1, 200, 5000)) * 0.7`
---@param in_lo Signal|number What becomes lo. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param in_hi Signal|number What becomes hi. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param lo Signal|number What in_lo becomes. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@param hi Signal|number What in_hi becomes. (a number or a signal as a level, where 1 is full scale, 1e-06 to 1000000000)
---@return Signal
function Signal:linexp(in_lo, in_hi, lo, hi) end

---@class named.linlin
---@field [integer] any
---@field x? Signal|number
---@field in_lo? Signal|number
---@field in_hi? Signal|number
---@field lo? Signal|number
---@field hi? Signal|number

---Maps one span to another in a straight line. What lies outside the first span is held to its ends.
---Example: `saw(220) * linlin(sine(2), -1, 1, 0.2, 1) * 0.7`
---@param x Signal|number What to map. (a signal, or a number)
---@param in_lo Signal|number What becomes lo. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param in_hi Signal|number What becomes hi. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param lo Signal|number What in_lo becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param hi Signal|number What in_hi becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@overload fun(named: named.linlin): Signal
---@return Signal
function linlin(x, in_lo, in_hi, lo, hi) end

---Maps one span to another in a straight line. What lies outside the first span is held to its ends.
---Example: `saw(220) * linlin(sine(2), -1, 1, 0.2, 1) * 0.7`
---@param in_lo Signal|number What becomes lo. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param in_hi Signal|number What becomes hi. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param lo Signal|number What in_lo becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@param hi Signal|number What in_hi becomes. (a number or a signal as a level, where 1 is full scale, -1000000000 to 1000000000)
---@return Signal
function Signal:linlin(in_lo, in_hi, lo, hi) end

---@class named.log
---@field [integer] any
---@field x? Signal|number

---The natural logarithm. What is not above 0 counts as the least number above it, 1.2e-38.
---Example: `saw(110) * log(line(1, 2.7, 2)) * 0.7`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.log): Signal
---@return Signal
function log(x) end

---The natural logarithm. What is not above 0 counts as the least number above it, 1.2e-38.
---Example: `saw(110) * log(line(1, 2.7, 2)) * 0.7`
---@return Signal
function Signal:log() end

---@class named.lt
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---1 where a signal is less than another, 0 elsewhere.
---Example: `lt(sine(2), 0.5) * saw(110) * 0.7`
---@param a Signal|number What is to be less. (a signal, or a number)
---@param b Signal|number Than this. (a signal, or a number)
---@overload fun(named: named.lt): Signal
---@return Signal
function lt(a, b) end

---1 where a signal is less than another, 0 elsewhere.
---Example: `lt(sine(2), 0.5) * saw(110) * 0.7`
---@param b Signal|number Than this. (a signal, or a number)
---@return Signal
function Signal:lt(b) end

---@class named.matrix
---@field [integer] any
---@field input? Signal|number
---@field gains? number[]|number[][]

---Mixes channels into channels: each channel of the output is a sum of all of the input's.
---Example: `sine{440, 550}:matrix{{0.6, 0.3}, {0.3, 0.6}}`
---@param input Signal|number Whose channels to mix. (a signal)
---@param gains number[]|number[][] A list for each channel of the output, with a factor for each channel of the input. (a list of numbers, or of lists, one for each channel)
---@overload fun(named: named.matrix): Signal
---@return Signal
function matrix(input, gains) end

---Mixes channels into channels: each channel of the output is a sum of all of the input's.
---Example: `sine{440, 550}:matrix{{0.6, 0.3}, {0.3, 0.6}}`
---@param gains number[]|number[][] A list for each channel of the output, with a factor for each channel of the input. (a list of numbers, or of lists, one for each channel)
---@return Signal
function Signal:matrix(gains) end

---@class named.max
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The greater of two signals, sample by sample.
---Example: `saw(110):lowpass(max(sine(2) * 2000, 300)) * 0.7`
---@param a Signal|number One signal. (a signal, or a number)
---@param b Signal|number The other. (a signal, or a number)
---@overload fun(named: named.max): Signal
---@return Signal
function max(a, b) end

---The greater of two signals, sample by sample.
---Example: `saw(110):lowpass(max(sine(2) * 2000, 300)) * 0.7`
---@param b Signal|number The other. (a signal, or a number)
---@return Signal
function Signal:max(b) end

---@class named.midi_to_hz
---@field [integer] any
---@field x? Signal|number

---A MIDI note number, which need not be whole, as hertz: 69 is 440 Hz. Of a number, a number.
---Example: `saw(midi_to_hz(line(48, 60, 2):round())) * 0.7`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.midi_to_hz): Signal
---@return Signal
function midi_to_hz(x) end

---A MIDI note number, which need not be whole, as hertz: 69 is 440 Hz. Of a number, a number.
---Example: `saw(midi_to_hz(line(48, 60, 2):round())) * 0.7`
---@return Signal
function Signal:midi_to_hz() end

---@class named.min
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The lesser of two signals, sample by sample.
---Example: `saw(110) * min(line(0, 4, 2), 1) * 0.7`
---@param a Signal|number One signal. (a signal, or a number)
---@param b Signal|number The other. (a signal, or a number)
---@overload fun(named: named.min): Signal
---@return Signal
function min(a, b) end

---The lesser of two signals, sample by sample.
---Example: `saw(110) * min(line(0, 4, 2), 1) * 0.7`
---@param b Signal|number The other. (a signal, or a number)
---@return Signal
function Signal:min(b) end

---@class named.mix
---@field [integer] any
---@field inputs? Signal[]

---The sum of any number of signals. One channel spreads over many.
---Example: `mix{saw(110), saw(111)} * 0.4`
---@param inputs Signal[] What to add up. (a list of signals)
---@overload fun(named: named.mix): Signal
---@return Signal
function mix(inputs) end

---@class named.mod
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The remainder of a division, with the sign of the divisor as in Lua. x % 0 is 0. Of a pattern: The remainder of two patterns' quotient, with the events of both.
---Example: `((sine(110) * 2) % 1 - 0.5) * 0.5`
---@param a Signal|number The dividend. (a signal, or a number)
---@param b Signal|number The divisor. (a signal, or a number)
---@overload fun(named: named.mod): Signal
---@return Signal
function mod(a, b) end

---The remainder of a division, with the sign of the divisor as in Lua. x % 0 is 0. Of a pattern: The remainder of two patterns' quotient, with the events of both.
---Example: `((sine(110) * 2) % 1 - 0.5) * 0.5`
---@param b Signal|number The divisor. (a signal, or a number)
---@return Signal
function Signal:mod(b) end

---@class named.mul
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The product of two signals. Where one side is silent, the other is not asked. Of a pattern: The product of two patterns, with the events of both.
---Example: `saw(110) * 0.5`
---@param a Signal|number The first factor. (a signal, or a number)
---@param b Signal|number The second factor. (a signal, or a number)
---@overload fun(named: named.mul): Signal
---@return Signal
function mul(a, b) end

---The product of two signals. Where one side is silent, the other is not asked. Of a pattern: The product of two patterns, with the events of both.
---Example: `saw(110) * 0.5`
---@param b Signal|number The second factor. (a signal, or a number)
---@return Signal
function Signal:mul(b) end

---@class named.neg
---@field [integer] any
---@field a? Signal|number

---A signal upside down.
---Example: `-saw(110) * 0.7`
---@param a Signal|number What to negate. (a signal, or a number)
---@overload fun(named: named.neg): Signal
---@return Signal
function neg(a) end

---A signal upside down.
---Example: `-saw(110) * 0.7`
---@return Signal
function Signal:neg() end

---@class named.pow
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---A signal to the power of another. A power that is not a finite number, as of a negative base to a fraction, is 0.
---Example: `sine(110) ^ 3 * 0.7`
---@param a Signal|number The base. (a signal, or a number)
---@param b Signal|number The exponent. (a signal, or a number)
---@overload fun(named: named.pow): Signal
---@return Signal
function pow(a, b) end

---A signal to the power of another. A power that is not a finite number, as of a negative base to a fraction, is 0.
---Example: `sine(110) ^ 3 * 0.7`
---@param b Signal|number The exponent. (a signal, or a number)
---@return Signal
function Signal:pow(b) end

---@class named.round
---@field [integer] any
---@field x? Signal|number

---The nearest whole number; halves go away from 0.
---Example: `(sine(220) * 4):round() / 4`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.round): Signal
---@return Signal
function round(x) end

---The nearest whole number; halves go away from 0.
---Example: `(sine(220) * 4):round() / 4`
---@return Signal
function Signal:round() end

---@class named.sqrt
---@field [integer] any
---@field x? Signal|number

---The square root; of what is below 0, 0.
---Example: `saw(110) * sqrt(line(0, 1, 2)) * 0.7`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.sqrt): Signal
---@return Signal
function sqrt(x) end

---The square root; of what is below 0, 0.
---Example: `saw(110) * sqrt(line(0, 1, 2)) * 0.7`
---@return Signal
function Signal:sqrt() end

---@class named.sub
---@field [integer] any
---@field a? Signal|number
---@field b? Signal|number

---The difference of two signals. Of a pattern: The difference of two patterns, with the events of both.
---Example: `sine(220) * 0.4 - sine(330) * 0.4`
---@param a Signal|number What to subtract from. (a signal, or a number)
---@param b Signal|number What to subtract. (a signal, or a number)
---@overload fun(named: named.sub): Signal
---@return Signal
function sub(a, b) end

---The difference of two signals. Of a pattern: The difference of two patterns, with the events of both.
---Example: `sine(220) * 0.4 - sine(330) * 0.4`
---@param b Signal|number What to subtract. (a signal, or a number)
---@return Signal
function Signal:sub(b) end

---@class named.switch
---@field [integer] any
---@field which? Signal|number
---@field inputs? Signal[]

---One of several signals; which one may change at any sample.
---Example: `switch(sine(1):range(1, 3), {saw(110), square(110), sine(110)}) * 0.7`
---@param which Signal|number The number of the one that is heard, counted from 1; fractions are rounded. (a number or a signal as a whole number, 1 to 64)
---@param inputs Signal[] What to choose from, at most 64 signals. (a list of signals)
---@overload fun(named: named.switch): Signal
---@return Signal
function switch(which, inputs) end

---@class named.undb
---@field [integer] any
---@field x? Signal|number

---Decibels as a factor: 0 dB is 1, -6.02 dB is 0.5. Of a number, a number.
---Example: `saw(110) * undb(line(-30, -6, 2))`
---@param x Signal|number What it is taken of, sample by sample. (a signal, or a number)
---@overload fun(named: named.undb): Signal
---@return Signal
function undb(x) end

---Decibels as a factor: 0 dB is 1, -6.02 dB is 0.5. Of a number, a number.
---Example: `saw(110) * undb(line(-30, -6, 2))`
---@return Signal
function Signal:undb() end

---The mean frequency in hertz, weighted by magnitude; nil of silence. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `centroid(saw(220) * 0.5)`
function centroid(...) end

---The mean frequency in hertz, weighted by magnitude; nil of silence. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `centroid(saw(220) * 0.5)`
function Signal:centroid(...) end

---The peak over the root mean square, as a factor; nil of silence. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `crest(saw(220) * 0.5)`
function crest(...) end

---The peak over the root mean square, as a factor; nil of silence. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `crest(saw(220) * 0.5)`
function Signal:crest(...) end

---The mean of the samples. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `dc(saw(220) * 0.5)`
function dc(...) end

---The mean of the samples. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `dc(saw(220) * 0.5)`
function Signal:dc(...) end

---Integrated loudness of all channels together, in LUFS; nil of silence and of less than 0.4 s. After ITU-R BS.1770-4, 2015. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `lufs(sine(1000) * 0.1)`
function lufs(...) end

---Integrated loudness of all channels together, in LUFS; nil of silence and of less than 0.4 s. After ITU-R BS.1770-4, 2015. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `lufs(sine(1000) * 0.1)`
function Signal:lufs(...) end

---The greatest magnitude of a sample, as a factor of full scale. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `peak(saw(220) * 0.5)`
function peak(...) end

---The greatest magnitude of a sample, as a factor of full scale. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `peak(saw(220) * 0.5)`
function Signal:peak(...) end

---The fundamental frequency in hertz, 20 Hz to a tenth of the rate; nil where there is none. After Philip McLeod and Geoff Wyvill, A Smarter Way to Find Pitch, ICMC 2005. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `pitch(saw(220) * 0.5)`
function pitch(...) end

---The fundamental frequency in hertz, 20 Hz to a tenth of the rate; nil where there is none. After Philip McLeod and Geoff Wyvill, A Smarter Way to Find Pitch, ICMC 2005. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `pitch(saw(220) * 0.5)`
function Signal:pitch(...) end

---The root of the mean square, as a factor of full scale. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `rms(saw(220) * 0.5)`
function rms(...) end

---The root of the mean square, as a factor of full scale. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `rms(saw(220) * 0.5)`
function Signal:rms(...) end

---The strongest tone over what is neither it nor its harmonics up to the sixth, in decibels; nil where no tone stands out. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `snr(saw(220) * 0.5)`
function snr(...) end

---The strongest tone over what is neither it nor its harmonics up to the sixth, in decibels; nil where no tone stands out. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `snr(saw(220) * 0.5)`
function Signal:snr(...) end

---Total harmonic distortion: harmonics 2 to 6 over the strongest tone, in decibels; nil where no tone stands out, or none of them lies below half the rate. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `thd(saw(220) * 0.5)`
function thd(...) end

---Total harmonic distortion: harmonics 2 to 6 over the strongest tone, in decibels; nil where no tone stands out, or none of them lies below half the rate. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `thd(saw(220) * 0.5)`
function Signal:thd(...) end

---How often the sign changes. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `zero_crossings(saw(220) * 0.5)`
function zero_crossings(...) end

---How often the sign changes. One number for each channel. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `zero_crossings(saw(220) * 0.5)`
function Signal:zero_crossings(...) end

---@class named.array
---@field [integer] any
---@field values? any
---@field fn? any

---A buffer of numbers: of a list, or of what a function answers for n from 0 on. Buffers, real and complex, are added, subtracted, multiplied, divided and raised to powers number by number, are indexed from 1, and b:n(0) counts from 0; b(2, 5) is a part. They have abs, angle, argmax, argmin, conj, im, map, max, mean, min, n, re, sum as methods.
---Example: `array(8, function(n) return n ^ 2 end):max()`
---@param values any The numbers, or how many a function answers. (a list of numbers, or a whole number)
---@param fn? any Answers the number n, from 0. (a function)
---@overload fun(named: named.array): any ...
---@return any ...
function array(values, fn) end

---@class named.cepstrum
---@field [integer] any
---@field x? any
---@field n? any

---The real cepstrum: the inverse transform of the logarithm of the spectrum's magnitude; b:n(k) is quefrency k.
---Example: `cepstrum((noise{seed=1} * 0.5):get_temporal(0, 512))`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param n? any How many numbers are transformed: filled up with zeros or cut. (a whole number)
---@overload fun(named: named.cepstrum): any ...
---@return any ...
function cepstrum(x, n) end

---@class named.coherence
---@field [integer] any
---@field x? any
---@field y? any
---@field fs? any
---@field window? any
---@field nperseg? any
---@field noverlap? any
---@field nfft? any
---@field detrend? "constant"|"linear"

---How much of y at each frequency is x, filtered: frequencies in hertz, and 0 to 1. As scipy.signal.coherence.
---Example: `x = noise{seed=1}:get_temporal(0, 4800) f, Cxy = coherence(x, lfilter({0, 1}, {1}, x))`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param y any The other numbers. (a buffer or a list of numbers, real or complex)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "hann" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nperseg? any How many numbers a segment has; 256 unless told otherwise. (a whole number)
---@param noverlap? any By how many numbers segments overlap; half of them unless told otherwise. (a whole number)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param detrend? "constant"|"linear" What is taken off each segment: its mean, a straight line, or nothing. ("constant" or "linear" or false)
---@overload fun(named: named.coherence): any ...
---@return any ...
function coherence(x, y, fs, window, nperseg, noverlap, nfft, detrend) end

---@class named.complex
---@field [integer] any
---@field re? any
---@field im? any

---A complex number, printed as 1+2i: it is added, subtracted, multiplied, divided and raised to powers, with numbers and buffers too, and has re, im, abs, angle and conj as methods.
---Example: `complex(0, 1) ^ 2`
---@param re any The real part. (a number)
---@param im? any The imaginary part; 0 unless told otherwise. (a number)
---@overload fun(named: named.complex): any ...
---@return any ...
function complex(re, im) end

---@class named.correlate
---@field [integer] any
---@field in1? any
---@field in2? any
---@field mode? "full"|"same"|"valid"
---@field method? "auto"|"direct"|"fft"

---The cross correlation of two buffers; in "full" mode place #in2 is lag 0. As scipy.signal.correlate.
---Example: `correlate({1, 2, 3}, {0, 1, 0.5})`
---@param in1 any The numbers that the answer is laid out by. (a buffer or a list of numbers, real or complex)
---@param in2 any The other numbers. (a buffer or a list of numbers, real or complex)
---@param mode? "full"|"same"|"valid" Which part is answered; "full" unless told otherwise. ("full" or "same" or "valid")
---@param method? "auto"|"direct"|"fft" How; "auto" unless told otherwise. ("auto" or "direct" or "fft")
---@overload fun(named: named.correlate): any ...
---@return any ...
function correlate(in1, in2, mode, method) end

---@class named.csd
---@field [integer] any
---@field x? any
---@field y? any
---@field fs? any
---@field window? any
---@field nperseg? any
---@field noverlap? any
---@field nfft? any
---@field detrend? "constant"|"linear"
---@field return_onesided? any
---@field scaling? "density"|"spectrum"
---@field average? "mean"|"median"

---The cross power spectrum of two buffers, averaged over segments: frequencies in hertz, and complex power per hertz. As scipy.signal.csd.
---Example: `x = noise{seed=1}:get_temporal(0, 4800) f, Pxy = csd(x, lfilter({0, 1}, {1}, x))`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param y any The other numbers. (a buffer or a list of numbers, real or complex)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "hann" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nperseg? any How many numbers a segment has; 256 unless told otherwise. (a whole number)
---@param noverlap? any By how many numbers segments overlap; half of them unless told otherwise. (a whole number)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param detrend? "constant"|"linear" What is taken off each segment: its mean, a straight line, or nothing. ("constant" or "linear" or false)
---@param return_onesided? any Whether frequencies below 0 are left out; true of real numbers unless told otherwise. (true or false)
---@param scaling? "density"|"spectrum" Power per hertz, or power; "density" unless told otherwise. ("density" or "spectrum")
---@param average? "mean"|"median" How segments are averaged; "mean" unless told otherwise. ("mean" or "median")
---@overload fun(named: named.csd): any ...
---@return any ...
function csd(x, y, fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, average) end

---@class named.decimate
---@field [integer] any
---@field x? any
---@field q? any
---@field n? any
---@field ftype? "iir"|"fir"
---@field zero_phase? any

---One number in q, after a filter that lets nothing fold. As scipy.signal.decimate.
---Example: `decimate(sine(1000):get_temporal(0, 480), 4)`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param q any One number in so many is kept. (a whole number)
---@param n? any The order of the filter; 8, or of fir 20 q, unless told otherwise. (a whole number)
---@param ftype? "iir"|"fir" Which filter; "iir" unless told otherwise. ("iir" or "fir")
---@param zero_phase? any Whether nothing moves in time; true unless told otherwise. (true or false)
---@overload fun(named: named.decimate): any ...
---@return any ...
function decimate(x, q, n, ftype, zero_phase) end

---@class named.fft
---@field [integer] any
---@field x? any
---@field n? any
---@field norm? "backward"|"ortho"|"forward"

---The discrete Fourier transform, n bins, complex. As scipy.fft.fft.
---Example: `fft{1, 2, 3, 4}`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param n? any How many numbers are transformed: filled up with zeros or cut. (a whole number)
---@param norm? "backward"|"ortho"|"forward" Where 1 / n lies; "backward" unless told otherwise. ("backward" or "ortho" or "forward")
---@overload fun(named: named.fft): any ...
---@return any ...
function fft(x, n, norm) end

---@class named.fftconvolve
---@field [integer] any
---@field in1? any
---@field in2? any
---@field mode? "full"|"same"|"valid"

---The convolution of two buffers by Fourier transforms; convolve of a buffer chooses how. As scipy.signal.fftconvolve.
---Example: `fftconvolve({1, 2, 3}, {0, 1, 0.5})`
---@param in1 any The numbers that the answer is laid out by. (a buffer or a list of numbers, real or complex)
---@param in2 any The other numbers. (a buffer or a list of numbers, real or complex)
---@param mode? "full"|"same"|"valid" Which part is answered; "full" unless told otherwise. ("full" or "same" or "valid")
---@overload fun(named: named.fftconvolve): any ...
---@return any ...
function fftconvolve(in1, in2, mode) end

---@class named.filtfilt
---@field [integer] any
---@field b? any
---@field a? any
---@field x? any
---@field padtype? "odd"|"even"|"constant"
---@field padlen? any

---A buffer through a filter forward and backward, so that nothing moves in time. As scipy.signal.filtfilt.
---Example: `b, a = butter(2, 2000) y = filtfilt(b, a, noise{seed=1}:get_temporal(0, 480))`
---@param b any The numerator, in rising powers of z^-1. (a buffer or a list of numbers)
---@param a any The denominator. (a buffer or a list of numbers)
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param padtype? "odd"|"even"|"constant" How both ends go on; "odd" unless told otherwise. ("odd" or "even" or "constant" or false)
---@param padlen? any By how many numbers; three times the coefficients unless told otherwise. (a whole number)
---@overload fun(named: named.filtfilt): any ...
---@return any ...
function filtfilt(b, a, x, padtype, padlen) end

---@class named.find_peaks
---@field [integer] any
---@field x? any
---@field height? any
---@field threshold? any
---@field distance? any
---@field prominence? any
---@field width? any
---@field wlen? any
---@field rel_height? any
---@field plateau_size? any

---The places of peaks, from 1, and a table of what was asked of them: peak_heights, left_thresholds, right_thresholds, prominences, left_bases, right_bases, widths, width_heights, left_ips, right_ips, plateau_sizes, left_edges, right_edges. As scipy.signal.find_peaks.
---Example: `peaks = find_peaks(spectrum(saw(220), {length=0.1}).level, {height=-40, distance=10})`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param height? any How high a peak is. (a number, or {least, greatest})
---@param threshold? any How far it stands above its neighbours. (a number, or {least, greatest})
---@param distance? any How many places peaks are apart at least; the highest stay. (a number from 1)
---@param prominence? any How far it stands above the ground around it. (a number, or {least, greatest})
---@param width? any How many places wide it is. (a number, or {least, greatest})
---@param wlen? any How many numbers around it are looked at for its prominence. (a whole number)
---@param rel_height? any At which part of the prominence, from above, widths are measured; 0.5 unless told otherwise. (a number)
---@param plateau_size? any How many equal numbers its top has. (a number, or {least, greatest})
---@overload fun(named: named.find_peaks): any ...
---@return any ...
function find_peaks(x, height, threshold, distance, prominence, width, wlen, rel_height, plateau_size) end

---@class named.group_delay
---@field [integer] any
---@field system? any
---@field w? any
---@field whole? any
---@field fs? any

---By how many samples a filter {b, a} delays each frequency: frequencies in hertz, and delays. As scipy.signal.group_delay; freqz has it in seconds.
---Example: `b, a = butter(4, 1000) f, gd = group_delay{{b, a}, w=64}`
---@param system any Numerator and denominator. ({b, a})
---@param w? any How many frequencies, or which; 512 unless told otherwise. (a whole number, or a list of numbers in hertz)
---@param whole? any Whether up to the sample rate and not half of it; false unless told otherwise. (true or false)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.group_delay): any ...
---@return any ...
function group_delay(system, w, whole, fs) end

---@class named.ifft
---@field [integer] any
---@field x? any
---@field n? any
---@field norm? "backward"|"ortho"|"forward"

---The numbers whose discrete Fourier transform is given, complex. As scipy.fft.ifft.
---Example: `ifft(fft{1, 2, 3, 4})`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param n? any How many numbers are transformed: filled up with zeros or cut. (a whole number)
---@param norm? "backward"|"ortho"|"forward" Where 1 / n lies; "backward" unless told otherwise. ("backward" or "ortho" or "forward")
---@overload fun(named: named.ifft): any ...
---@return any ...
function ifft(x, n, norm) end

---@class named.irfft
---@field [integer] any
---@field x? any
---@field n? any
---@field norm? "backward"|"ortho"|"forward"

---The n real numbers whose bins 0 to n / 2 are given. As scipy.fft.irfft.
---Example: `irfft(rfft{1, 2, 3, 4})`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param n? any How many numbers are transformed: filled up with zeros or cut. (a whole number)
---@param norm? "backward"|"ortho"|"forward" Where 1 / n lies; "backward" unless told otherwise. ("backward" or "ortho" or "forward")
---@overload fun(named: named.irfft): any ...
---@return any ...
function irfft(x, n, norm) end

---@class named.istft
---@field [integer] any
---@field Zxx? any
---@field fs? any
---@field window? any
---@field nperseg? any
---@field noverlap? any
---@field nfft? any
---@field input_onesided? any
---@field boundary? any
---@field scaling? "spectrum"|"psd"

---The numbers of a short-time Fourier transform, by overlapping and adding: times in seconds, and the numbers. Window, nperseg and noverlap are those that stft had. As scipy.signal.istft.
---Example: `f, t, Zxx = stft((saw(220) * 0.5):get_temporal(0, 4800)) t, x = istft(Zxx)`
---@param Zxx any Of each frequency a row of values over time. (a list of buffers, as stft answers it)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "hann" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nperseg? any How many numbers a segment has; 256 unless told otherwise. (a whole number)
---@param noverlap? any By how many numbers segments overlap; half of them unless told otherwise. (a whole number)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param input_onesided? any Whether frequencies below 0 were left out; true unless told otherwise. (true or false)
---@param boundary? any Whether the ends were extended; true unless told otherwise. (true or false)
---@param scaling? "spectrum"|"psd" As stft had it; "spectrum" unless told otherwise. ("spectrum" or "psd")
---@overload fun(named: named.istft): any ...
---@return any ...
function istft(Zxx, fs, window, nperseg, noverlap, nfft, input_onesided, boundary, scaling) end

---@class named.lfilter
---@field [integer] any
---@field b? any
---@field a? any
---@field x? any
---@field zi? any

---A buffer through a filter, from a state of rest or the one that is given, and then the state at the end too. As scipy.signal.lfilter; iir does it to a signal.
---Example: `lfilter({0.1}, {1, -0.9}, {1, 0, 0, 0})`
---@param b any The numerator, in rising powers of z^-1. (a buffer or a list of numbers)
---@param a any The denominator. (a buffer or a list of numbers)
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param zi? any The state to begin with; then the state at the end is answered too. (a buffer or a list of numbers)
---@overload fun(named: named.lfilter): any ...
---@return any ...
function lfilter(b, a, x, zi) end

---@class named.lpc
---@field [integer] any
---@field y? any
---@field order? any

---Linear prediction by Burg's method: 1, a1, …, of the filter iir({1}, a) that makes y of the prediction error. As librosa.lpc.
---Example: `lpc((saw(110) * 0.5):get_temporal(0, 1024), 8)`
---@param y any The numbers. (a buffer or a list of numbers)
---@param order any How many numbers before predict the next. (a whole number)
---@overload fun(named: named.lpc): any ...
---@return any ...
function lpc(y, order) end

---@class named.max_len_seq
---@field [integer] any
---@field nbits? any
---@field state? any
---@field length? any
---@field taps? any

---A maximum length sequence of 0 and 1, whose spectrum is flat, and the register after it. As scipy.signal.max_len_seq.
---Example: `max_len_seq(3)`
---@param nbits any The length of the register. (a whole number from 2 to 32)
---@param state? any What the register holds at first; ones unless told otherwise. (a buffer or a list of numbers)
---@param length? any How many numbers; a period unless told otherwise. (a whole number)
---@param taps? any Which places are fed back; for the longest period unless told otherwise. (a buffer or a list of numbers)
---@overload fun(named: named.max_len_seq): any ...
---@return any ...
function max_len_seq(nbits, state, length, taps) end

---@class named.periodogram
---@field [integer] any
---@field x? any
---@field fs? any
---@field window? any
---@field nfft? any
---@field detrend? "constant"|"linear"
---@field return_onesided? any
---@field scaling? "density"|"spectrum"

---The power spectrum of a whole buffer: frequencies in hertz, and power per hertz. As scipy.signal.periodogram.
---Example: `f, Pxx = periodogram((sine(1000) * 0.5):get_temporal(0, 4800))`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "boxcar" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param detrend? "constant"|"linear" What is taken off each segment: its mean, a straight line, or nothing. ("constant" or "linear" or false)
---@param return_onesided? any Whether frequencies below 0 are left out; true of real numbers unless told otherwise. (true or false)
---@param scaling? "density"|"spectrum" Power per hertz, or power; "density" unless told otherwise. ("density" or "spectrum")
---@overload fun(named: named.periodogram): any ...
---@return any ...
function periodogram(x, fs, window, nfft, detrend, return_onesided, scaling) end

---@class named.resample_poly
---@field [integer] any
---@field x? any
---@field up? any
---@field down? any
---@field window? any
---@field padtype? "constant"|"line"|"mean"|"median"|"maximum"|"minimum"
---@field cval? any

---A buffer at up / down of its rate, through a filter of linear phase. As scipy.signal.resample_poly; sig:resample changes a signal's.
---Example: `resample_poly(sine(1000):get_temporal(0, 48), 2, 3)`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param up any By how much the rate grows first. (a whole number)
---@param down any By how much it falls then. (a whole number)
---@param window? any The window of the filter, or its taps; {"kaiser", 5} unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param padtype? "constant"|"line"|"mean"|"median"|"maximum"|"minimum" What stands past the ends, or is taken off before; "constant" unless told otherwise. ("constant" or "line" or "mean" or "median" or "maximum" or "minimum")
---@param cval? any What stands past the ends; 0 unless told otherwise. (a number)
---@overload fun(named: named.resample_poly): any ...
---@return any ...
function resample_poly(x, up, down, window, padtype, cval) end

---@class named.rfft
---@field [integer] any
---@field x? any
---@field n? any
---@field norm? "backward"|"ortho"|"forward"

---Bins 0 to n / 2 of the discrete Fourier transform of real numbers. As scipy.fft.rfft.
---Example: `rfft{1, 2, 3, 4}`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param n? any How many numbers are transformed: filled up with zeros or cut. (a whole number)
---@param norm? "backward"|"ortho"|"forward" Where 1 / n lies; "backward" unless told otherwise. ("backward" or "ortho" or "forward")
---@overload fun(named: named.rfft): any ...
---@return any ...
function rfft(x, n, norm) end

---@class named.sosfilt
---@field [integer] any
---@field sos? any
---@field x? any
---@field zi? any

---A buffer through second-order sections, from a state of rest or the one that is given, and then the state at the end too. As scipy.signal.sosfilt; sos does it to a signal.
---Example: `sosfilt(butter(8, 1000, {output="sos"}), unit_impulse(16))`
---@param sos any Second-order sections. (a list of rows of 6 numbers)
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param zi? any The state to begin with; then the state at the end is answered too. (a row of 2 numbers for each section)
---@overload fun(named: named.sosfilt): any ...
---@return any ...
function sosfilt(sos, x, zi) end

---@class named.sosfreqz
---@field [integer] any
---@field sos? any
---@field worN? any
---@field whole? any
---@field fs? any

---What second-order sections do to each frequency, in one table and not in SciPy's two values: its fields frequency, in hertz, and response, which is complex, are those, and level, phase and group_delay are as freqz has them. As scipy.signal.sosfreqz.
---Example: `sosfreqz(butter(8, 1000, {output="sos"})).level`
---@param sos any Second-order sections. (a list of rows of 6 numbers)
---@param worN? any How many frequencies, or which; 512 unless told otherwise. (a whole number, or a list of numbers in hertz)
---@param whole? any Whether up to the sample rate and not half of it; false unless told otherwise. (true or false)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@overload fun(named: named.sosfreqz): any ...
---@return any ...
function sosfreqz(sos, worN, whole, fs) end

---@class named.stft
---@field [integer] any
---@field x? any
---@field fs? any
---@field window? any
---@field nperseg? any
---@field noverlap? any
---@field nfft? any
---@field detrend? "constant"|"linear"
---@field return_onesided? any
---@field boundary? "zeros"|"even"|"odd"|"constant"
---@field padded? any
---@field scaling? "spectrum"|"psd"

---The short-time Fourier transform: frequencies in hertz, times in seconds, and for each frequency a complex buffer over the times, so that Zxx[k][m] is frequency f[k] at time t[m]. As scipy.signal.stft.
---Example: `f, t, Zxx = stft((saw(220) * 0.5):get_temporal(0, 4800), {nperseg=512})`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "hann" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nperseg? any How many numbers a segment has; 256 unless told otherwise. (a whole number)
---@param noverlap? any By how many numbers segments overlap; half of them unless told otherwise. (a whole number)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param detrend? "constant"|"linear" What is taken off each segment: its mean, a straight line, or nothing. ("constant" or "linear" or false)
---@param return_onesided? any Whether frequencies below 0 are left out; true of real numbers unless told otherwise. (true or false)
---@param boundary? "zeros"|"even"|"odd"|"constant" How both ends go on, so that each number stands in the middle of a segment; "zeros" unless told otherwise. ("zeros" or "even" or "odd" or "constant" or false)
---@param padded? any Whether zeros fill up the last segment; true unless told otherwise. (true or false)
---@param scaling? "spectrum"|"psd" Whether a bin is an amplitude or the root of power per hertz; "spectrum" unless told otherwise. ("spectrum" or "psd")
---@overload fun(named: named.stft): any ...
---@return any ...
function stft(x, fs, window, nperseg, noverlap, nfft, detrend, return_onesided, boundary, padded, scaling) end

---@class named.tf2zpk
---@field [integer] any
---@field b? any
---@field a? any

---The zeros, the poles, both complex, and the gain of a filter from its coefficients. As scipy.signal.tf2zpk.
---Example: `zeros, poles, gain = tf2zpk({1, -1}, {1, -0.5})`
---@param b any The numerator, in rising powers of z^-1. (a buffer or a list of numbers)
---@param a any The denominator. (a buffer or a list of numbers)
---@overload fun(named: named.tf2zpk): any ...
---@return any ...
function tf2zpk(b, a) end

---@class named.unit_impulse
---@field [integer] any
---@field shape? any
---@field idx? "mid"

---So many zeros, and a 1 at a place. As scipy.signal.unit_impulse.
---Example: `unit_impulse(8)`
---@param shape any How many numbers. (a whole number)
---@param idx? "mid" The place of the 1, from 1; the first unless told otherwise. (a whole number or "mid")
---@overload fun(named: named.unit_impulse): any ...
---@return any ...
function unit_impulse(shape, idx) end

---@class named.welch
---@field [integer] any
---@field x? any
---@field fs? any
---@field window? any
---@field nperseg? any
---@field noverlap? any
---@field nfft? any
---@field detrend? "constant"|"linear"
---@field return_onesided? any
---@field scaling? "density"|"spectrum"
---@field average? "mean"|"median"

---The power spectrum, averaged over segments that overlap: frequencies in hertz, and power per hertz. As scipy.signal.welch.
---Example: `f, Pxx = welch((noise{seed=1} * 0.5):get_temporal(0, 48000), {nperseg=512})`
---@param x any The numbers. (a buffer or a list of numbers, real or complex)
---@param fs? any The rate that frequencies are measured against; the project's unless told otherwise. (a number in hertz)
---@param window? any The window; "hann" unless told otherwise. (a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer)
---@param nperseg? any How many numbers a segment has; 256 unless told otherwise. (a whole number)
---@param noverlap? any By how many numbers segments overlap; half of them unless told otherwise. (a whole number)
---@param nfft? any How long each transform is; as long as the segment unless told otherwise. (a whole number)
---@param detrend? "constant"|"linear" What is taken off each segment: its mean, a straight line, or nothing. ("constant" or "linear" or false)
---@param return_onesided? any Whether frequencies below 0 are left out; true of real numbers unless told otherwise. (true or false)
---@param scaling? "density"|"spectrum" Power per hertz, or power; "density" unless told otherwise. ("density" or "spectrum")
---@param average? "mean"|"median" How segments are averaged; "mean" unless told otherwise. ("mean" or "median")
---@overload fun(named: named.welch): any ...
---@return any ...
function welch(x, fs, window, nperseg, noverlap, nfft, detrend, return_onesided, scaling, average) end

---@class named.zpk2sos
---@field [integer] any
---@field z? any
---@field p? any
---@field k? any

---Second-order sections, for sos and sosfilt, from zeros, poles and gain. As scipy.signal.zpk2sos.
---Example: `zpk2sos(butter(4, 1000, {output="zpk"}))`
---@param z any The zeros. (a buffer or a list of numbers, real or complex)
---@param p any The poles. (a buffer or a list of numbers, real or complex)
---@param k any The gain. (a number)
---@overload fun(named: named.zpk2sos): any ...
---@return any ...
function zpk2sos(z, p, k) end

---@class named.accent
---@field [integer] any
---@field pattern? any
---@field factors? any

---Makes events louder and softer: a pattern of factors, by which `amp` is multiplied.
---Example: `p"hh*8":accent("1 0.5 0.7 0.5")`
---@param pattern any What is changed. (a pattern)
---@param factors any 1 leaves an event as it is. (a pattern of factors)
---@overload fun(named: named.accent): any
---@return any
function accent(pattern, factors) end

---@class named.almost_always
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms nine events in ten, by chance.
---Example: `p"hh*8":almost_always(ply(2))`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.almost_always): any
---@return any
function almost_always(pattern, transform, seed) end

---@class named.almost_never
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms one event in ten, by chance.
---Example: `p"hh*8":almost_never(ply(2))`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.almost_never): any
---@return any
function almost_never(pattern, transform, seed) end

---@class named.arp
---@field [integer] any
---@field pattern? any
---@field mode? any

---Simultaneous notes one after another, in the time that they had together.
---Example: `chord("<am7 f>"):arp("<up downup>")`
---@param pattern any What is changed. (a pattern)
---@param mode any The order: converge, disconverge, diverge, down, down&up, downup, pinkyup, pinkyupdown, thumbup, thumbupdown, up, up&down, updown. (a mode, as "up", or a pattern of them)
---@overload fun(named: named.arp): any
---@return any
function arp(pattern, mode) end

---@class named.arrange
---@field [integer] any
---@field sections? any

---Sections of a song: each pattern for its number of cycles, then from the first on again.
---Example: `arrange({4, "bd*4"}, {2, "bd sn"})`
---@param sections any {length, pattern}, one after another. (lists of a length and a pattern)
---@overload fun(named: named.arrange): any
---@return any
function arrange(sections) end

---@class named.bite
---@field [integer] any
---@field pattern? any
---@field parts? any
---@field order? any

---Equal parts of the cycle in another order.
---Example: `p"0 .. 7":bite(4, "0 2 1 3")`
---@param pattern any What is changed. (a pattern)
---@param parts any Into how many parts each cycle is divided. (a whole number, or a pattern of them)
---@param order any Which parts are heard when. (a pattern of the parts' numbers from 0 on)
---@overload fun(named: named.bite): any
---@return any
function bite(pattern, parts, order) end

---@class named.brak
---@field [integer] any
---@field pattern? any

---Every other cycle squeezed into half and moved by a quarter: a broken beat.
---Example: `p"bd sn":brak()`
---@param pattern any What is changed. (a pattern)
---@overload fun(named: named.brak): any
---@return any
function brak(pattern) end

---@class named.cat
---@field [integer] any
---@field list? any

---A cycle of each in turn.
---Example: `cat(p"bd sn", p"bd*4")`
---@param list any What is combined. (patterns, strings or values)
---@overload fun(named: named.cat): any
---@return any
function cat(list) end

---@class named.choose
---@field [integer] any
---@field list? any

---One of a list, another at every instant: take as many as are wanted with segment.
---Example: `choose{"bd", "sn", "hh"}:segment(8)`
---@param list any What is chosen from. (values, strings or patterns)
---@overload fun(named: named.choose): any
---@return any
function choose(list) end

---@class named.chop
---@field [integer] any
---@field pattern? any
---@field parts? any

---Each event cut into so many, which play the parts of its sample one after another.
---Example: `p"break":chop(8)`
---@param pattern any What is changed. (a pattern)
---@param parts any How many parts. (a whole number, or a pattern of them)
---@overload fun(named: named.chop): any
---@return any
function chop(pattern, parts) end

---@class named.chord
---@field [integer] any
---@field chords? any
---@field quality? any

---The notes of chords by name, all at once; of a pattern of notes, a chord on each.
---Example: `chord("<am7 fmaj7 c g7>")`
---@param chords any A root, then the kind: am7, ef, c#dim; c3'maj7 tells the octave. (chords' names, or notes)
---@param quality? any For notes: the chord that is built on each. (a kind of chord, as "m7")
---@overload fun(named: named.chord): any
---@return any
function chord(chords, quality) end

---@class named.chunk
---@field [integer] any
---@field pattern? any
---@field parts? any
---@field transform? any

---Transforms one part of the cycle, the next one in the next; of a negative number of parts, the one before.
---Example: `p"bd sn hh cp":chunk(4, fast(2))`
---@param pattern any What is changed. (a pattern)
---@param parts any Into how many parts a cycle is divided. (a whole number, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.chunk): any
---@return any
function chunk(pattern, parts, transform) end

---@class named.compress
---@field [integer] any
---@field pattern? any
---@field from? any
---@field till? any

---A whole cycle within a part of the cycle, with silence around it.
---Example: `p"bd sn":compress(0.25, 0.75)`
---@param pattern any What is changed. (a pattern)
---@param from any Where in the cycle it begins. (a number of cycles, or a pattern of them)
---@param till any Where in the cycle it ends. (a number of cycles, or a pattern of them)
---@overload fun(named: named.compress): any
---@return any
function compress(pattern, from, till) end

---@class named.degrade
---@field [integer] any
---@field pattern? any
---@field seed? any

---Drops every other event, by chance.
---Example: `p"hh*16":degrade()`
---@param pattern any What is changed. (a pattern)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.degrade): any
---@return any
function degrade(pattern, seed) end

---@class named.degrade_by
---@field [integer] any
---@field pattern? any
---@field share? any
---@field seed? any

---Drops events by chance.
---Example: `p"hh*16":degrade_by(0.3)`
---@param pattern any What is changed. (a pattern)
---@param share any The chance of each event to be dropped. (a number from 0 to 1, or a pattern of them)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.degrade_by): any
---@return any
function degrade_by(pattern, share, seed) end

---@class named.early
---@field [integer] any
---@field pattern? any
---@field by? any

---Moved to the left: everything happens so many cycles earlier.
---Example: `p"bd sn":early(0.25)`
---@param pattern any What is changed. (a pattern)
---@param by any How much earlier. (a number of cycles, or a pattern of them)
---@overload fun(named: named.early): any
---@return any
function early(pattern, by) end

---@class named.echo_with
---@field [integer] any
---@field pattern? any
---@field times? any
---@field by? any
---@field transform? any

---Echoes, each later than the one before and transformed once more.
---Example: `p"c4 ~":echo_with(4, 1/8, transpose(3))`
---@param pattern any What is changed. (a pattern)
---@param times any How many there are, the first included. (a whole number, or a pattern of them)
---@param by any How many cycles each is later than the one before. (a number of cycles, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.echo_with): any
---@return any
function echo_with(pattern, times, by, transform) end

---@class named.edo
---@field [integer] any
---@field pattern? any
---@field steps? any
---@field root? any

---Steps of an octave divided equally, from 0 on, to semitones above a root.
---Example: `p"0 5 11 17":edo(19, 60)`
---@param pattern any What is changed. (a pattern)
---@param steps any Into how many steps the octave is divided. (a number above 0, or a pattern of them)
---@param root? any What step 0 is. (a MIDI number, or a pattern of them)
---@overload fun(named: named.edo): any
---@return any
function edo(pattern, steps, root) end

---@class named.euclid
---@field [integer] any
---@field pattern? any
---@field pulses? any
---@field steps? any
---@field rotation? any

---Pulses spread over steps as evenly as can be, a cycle of the pattern in each.
---Example: `p"bd":euclid(3, 8)`
---@param pattern any What is changed. (a pattern)
---@param pulses any How many steps sound; of a negative number the others do. (a whole number, or a pattern of them)
---@param steps any Into how many steps the cycle is divided. (a whole number, or a pattern of them)
---@param rotation? any How many steps earlier all of it begins. (a whole number, or a pattern of them)
---@overload fun(named: named.euclid): any
---@return any
function euclid(pattern, pulses, steps, rotation) end

---@class named.euclid_inv
---@field [integer] any
---@field pattern? any
---@field pulses? any
---@field steps? any
---@field rotation? any

---What a Euclidean rhythm leaves out.
---Example: `stack(p"bd":euclid(3, 8), p"hh":euclid_inv(3, 8))`
---@param pattern any What is changed. (a pattern)
---@param pulses any How many steps are silent. (a whole number, or a pattern of them)
---@param steps any Into how many steps the cycle is divided. (a whole number, or a pattern of them)
---@param rotation? any How many steps earlier all of it begins. (a whole number, or a pattern of them)
---@overload fun(named: named.euclid_inv): any
---@return any
function euclid_inv(pattern, pulses, steps, rotation) end

---@class named.every
---@field [integer] any
---@field pattern? any
---@field cycles? any
---@field offset_or_transform? any
---@field transform? any

---Transforms one cycle in so many: the first.
---Example: `p"bd sn":every(4, fast(2))`
---@param pattern any What is changed. (a pattern)
---@param cycles any How many cycles it takes to come round; 0 or less is never. (a whole number, or a pattern of them)
---@param offset_or_transform any A number says that it happens so many cycles later; the transform may stand here without one. (a transform, or a number of cycles before it)
---@param transform? any What is done to it in that cycle, as rev or fast(2). (a transform)
---@overload fun(named: named.every): any
---@return any
function every(pattern, cycles, offset_or_transform, transform) end

---@class named.fast
---@field [integer] any
---@field pattern? any
---@field factor? any

---As many times as fast; 0 times is silence, a negative number plays backwards.
---Example: `p"bd sn":fast("<2 4>")`
---@param pattern any What is changed. (a pattern)
---@param factor any How many cycles of it pass in one. (a number, or a pattern of them)
---@overload fun(named: named.fast): any
---@return any
function fast(pattern, factor) end

---@class named.fastcat
---@field [integer] any
---@field list? any

---One after another, all within each cycle.
---Example: `fastcat(p"bd sn", p"hh*4")`
---@param list any What is combined. (patterns, strings or values)
---@overload fun(named: named.fastcat): any
---@return any
function fastcat(list) end

---@class named.fastgap
---@field [integer] any
---@field pattern? any
---@field factor? any

---As many times as fast, but once in each cycle, with silence after it.
---Example: `p"bd sn":fastgap(2)`
---@param pattern any What is changed. (a pattern)
---@param factor any How many times as fast; less than 1 counts as 1. (a number, or a pattern of them)
---@overload fun(named: named.fastgap): any
---@return any
function fastgap(pattern, factor) end

---@class named.first_of
---@field [integer] any
---@field pattern? any
---@field cycles? any
---@field offset_or_transform? any
---@field transform? any

---Transforms the first of so many cycles; `every` by its other name.
---Example: `p"bd sn":first_of(4, rev)`
---@param pattern any What is changed. (a pattern)
---@param cycles any How many cycles it takes to come round; 0 or less is never. (a whole number, or a pattern of them)
---@param offset_or_transform any A number says that it happens so many cycles later; the transform may stand here without one. (a transform, or a number of cycles before it)
---@param transform? any What is done to it in that cycle, as rev or fast(2). (a transform)
---@overload fun(named: named.first_of): any
---@return any
function first_of(pattern, cycles, offset_or_transform, transform) end

---@class named.fit
---@field [integer] any
---@field pattern? any

---Plays each sample so fast that it fills its event.
---Example: `p"break":fit()`
---@param pattern any What is changed. (a pattern)
---@overload fun(named: named.fit): any
---@return any
function fit(pattern) end

---@class named.hold
---@field [integer] any
---@field pattern? any

---A pattern as a signal of steps: the value of each event, until the next; notes in hertz.
---Example: `saw(p"c2 e2 g2":hold():lag(0.05)) * 0.3`
---@param pattern any What is held. (a pattern of numbers or notes)
---@overload fun(named: named.hold): any
---@return any
function hold(pattern) end

---@class named.humanize
---@field [integer] any
---@field pattern? any
---@field amount? any
---@field seed? any

---Moves each event a little to and fro, by chance; what begins together stays together.
---Example: `p"hh*8":humanize(0.01)`
---@param pattern any What is changed. (a pattern)
---@param amount? any How far at most, earlier or later. (a number of cycles, or a pattern of them)
---@param seed? any Another seed makes other shifts; by default its place in the chain. (a number or a word)
---@overload fun(named: named.humanize): any
---@return any
function humanize(pattern, amount, seed) end

---@class named.inside
---@field [integer] any
---@field pattern? any
---@field factor? any
---@field transform? any

---The transform as it would be if so many cycles were one: it works inside the cycle.
---Example: `p"bd sn hh cp":inside(2, rev)`
---@param pattern any What is changed. (a pattern)
---@param factor any Into how many cycles one is taken apart for it. (a number, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.inside): any
---@return any
function inside(pattern, factor, transform) end

---@class named.irand
---@field [integer] any
---@field count? any
---@field seed? any

---Another whole number at every instant, from 0 up to one less than told.
---Example: `irand(8):segment(8):scale("c4 minor")`
---@param count any How many numbers there are to choose from. (a whole number, or a pattern of them)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.irand): any
---@return any
function irand(count, seed) end

---@class named.iter
---@field [integer] any
---@field pattern? any
---@field steps? any

---Begins a step further in each cycle, until it comes round; a negative number steps back.
---Example: `p"bd sn hh cp":iter(4)`
---@param pattern any What is changed. (a pattern)
---@param steps any Into how many steps a cycle is divided. (a whole number of steps, or a pattern of them)
---@overload fun(named: named.iter): any
---@return any
function iter(pattern, steps) end

---@class named.jux
---@field [integer] any
---@field pattern? any
---@field transform? any

---The pattern on the left, and a transformed one on the right.
---Example: `p"bd sn hh cp":jux(rev)`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.jux): any
---@return any
function jux(pattern, transform) end

---@class named.jux_by
---@field [integer] any
---@field pattern? any
---@field spread? any
---@field transform? any

---The pattern more or less on the left, and a transformed one as much on the right.
---Example: `p"bd sn hh cp":jux_by(0.5, rev)`
---@param pattern any What is changed. (a pattern)
---@param spread any How far apart they are: 1 is quite left and right. (a number from 0 to 1, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.jux_by): any
---@return any
function jux_by(pattern, spread, transform) end

---@class named.last_of
---@field [integer] any
---@field pattern? any
---@field cycles? any
---@field offset_or_transform? any
---@field transform? any

---Transforms the last of so many cycles.
---Example: `p"bd sn":last_of(4, ply(2))`
---@param pattern any What is changed. (a pattern)
---@param cycles any How many cycles it takes to come round; 0 or less is never. (a whole number, or a pattern of them)
---@param offset_or_transform any A number says that it happens so many cycles later; the transform may stand here without one. (a transform, or a number of cycles before it)
---@param transform? any What is done to it in that cycle, as rev or fast(2). (a transform)
---@overload fun(named: named.last_of): any
---@return any
function last_of(pattern, cycles, offset_or_transform, transform) end

---@class named.late
---@field [integer] any
---@field pattern? any
---@field by? any

---Moved to the right: everything happens so many cycles later.
---Example: `p"hh*4":late("<0 0.125>")`
---@param pattern any What is changed. (a pattern)
---@param by any How much later. (a number of cycles, or a pattern of them)
---@overload fun(named: named.late): any
---@return any
function late(pattern, by) end

---@class named.layer
---@field [integer] any
---@field pattern? any
---@field transforms? any

---Transformed ones beside one another, without the pattern itself.
---Example: `p"c4 e4 g4":layer(rev, fast(2))`
---@param pattern any What is changed. (a pattern)
---@param transforms any What is done to each. (transforms)
---@overload fun(named: named.layer): any
---@return any
function layer(pattern, transforms) end

---@class named.legato
---@field [integer] any
---@field pattern? any
---@field share? any

---How long each event sounds, as a share of its time: below 1 is staccato, above 1 overlaps.
---Example: `p"c4 e4 g4":legato("<0.5 1>")`
---@param pattern any What is changed. (a pattern)
---@param share any How much of its time. (a number, or a pattern of them)
---@overload fun(named: named.legato): any
---@return any
function legato(pattern, share) end

---@class named.linger
---@field [integer] any
---@field pattern? any
---@field part? any

---The first part of each cycle again and again; of a negative part, the last.
---Example: `p"bd sn hh cp":linger("<0.25 0.5>")`
---@param pattern any What is changed. (a pattern)
---@param part any How much of the cycle is repeated. (a number of cycles, or a pattern of them)
---@overload fun(named: named.linger): any
---@return any
function linger(pattern, part) end

---@class named.loop_at
---@field [integer] any
---@field pattern? any
---@field cycles? any

---Plays each sample so fast that it lasts as many cycles.
---Example: `p"break":loop_at(2):chop(16)`
---@param pattern any What is changed. (a pattern)
---@param cycles any How many cycles it lasts. (a number, or a pattern of them)
---@overload fun(named: named.loop_at): any
---@return any
function loop_at(pattern, cycles) end

---@class named.mask
---@field [integer] any
---@field pattern? any
---@field conditions? any

---Only what falls where another pattern is true.
---Example: `p"hh*8":mask("1 [0 1]")`
---@param pattern any What is changed. (a pattern)
---@param conditions any Where it may be heard. (a pattern of t and f, or 1 and 0)
---@overload fun(named: named.mask): any
---@return any
function mask(pattern, conditions) end

---@class named.off
---@field [integer] any
---@field pattern? any
---@field by? any
---@field transform? any

---The pattern, and a transformed one beside it that comes later.
---Example: `p"c4 e4 g4":off(1/8, transpose(12))`
---@param pattern any What is changed. (a pattern)
---@param by any How many cycles later. (a number of cycles, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.off): any
---@return any
function off(pattern, by, transform) end

---@class named.often
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms three events in four, by chance.
---Example: `p"hh*8":often(ply(2))`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.often): any
---@return any
function often(pattern, transform, seed) end

---@class named.on
---@field [integer] any
---@field pattern? any
---@field instrument? any
---@field controls? any

---A pattern as a signal: an instrument plays each of its events. An instrument is a function from a note to a signal that ends, or a kit, a table of them by their words or what samples answers; words play from kits.default and notes on synths.default where none is named.
---Example: `p"bd [sn sn] hh*4":on(kits.default)`
---@param pattern any What is played. (a pattern)
---@param instrument? any What plays it. A global is followed by its name, and so is what it reads from globals and from tables in them; what stands in locals around it is read once. (a function or a kit)
---@param controls? any What each note carries besides, by name, as it is when it is given: numbers, patterns, or signals, which are read where a note begins; gain (dB), pan, legato and cut (a name: equal ones silence each other, in all that plays) are known everywhere. (a table)
---@overload fun(named: named.on): any
---@return any
function on(pattern, instrument, controls) end

---@class named.outside
---@field [integer] any
---@field pattern? any
---@field factor? any
---@field transform? any

---The transform over so many cycles as if they were one.
---Example: `p"<a b c d>":outside(4, rev)`
---@param pattern any What is changed. (a pattern)
---@param factor any How many cycles are one for it. (a number, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.outside): any
---@return any
function outside(pattern, factor, transform) end

---@class named.palindrome
---@field [integer] any
---@field pattern? any

---Each cycle forwards, then backwards.
---Example: `p"c4 e4 g4":palindrome()`
---@param pattern any What is changed. (a pattern)
---@overload fun(named: named.palindrome): any
---@return any
function palindrome(pattern) end

---@class named.perlin
---@field [integer] any
---@field seed? any

---A number from 0 to 1 that wanders smoothly to another in each cycle.
---Example: `perlin():range(200, 2000):segment(16)`
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.perlin): any
---@return any
function perlin(seed) end

---@class named.pick
---@field [integer] any
---@field pattern? any
---@field list? any

---Patterns chosen from a list, by number from 0 on or by name.
---Example: `p"<0 1 0>":pick{"bd*4", "bd sn"}`
---@param pattern any What is changed. (a pattern)
---@param list any What is chosen from; a number past its end counts as the last. (a list of patterns, or a table of named ones)
---@overload fun(named: named.pick): any
---@return any
function pick(pattern, list) end

---@class named.ply
---@field [integer] any
---@field pattern? any
---@field times? any

---Each event as many times as told, within its own time.
---Example: `p"bd sn":ply("<2 3>")`
---@param pattern any What is changed. (a pattern)
---@param times any How often each event is heard. (a number, or a pattern of them)
---@overload fun(named: named.ply): any
---@return any
function ply(pattern, times) end

---@class named.press
---@field [integer] any
---@field pattern? any

---Each event in the second half of its own time: off the beat.
---Example: `p"hh hh hh hh":press()`
---@param pattern any What is changed. (a pattern)
---@overload fun(named: named.press): any
---@return any
function press(pattern) end

---@class named.pure
---@field [integer] any
---@field value? any

---One value, once in each cycle; a string is the word itself here.
---Example: `pure("bd")`
---@param value any What each event carries. (any value)
---@overload fun(named: named.pure): any
---@return any
function pure(value) end

---@class named.rand
---@field [integer] any
---@field seed? any

---Another number at every instant, from 0 up to 1.
---Example: `rand():range(200, 2000):segment(8)`
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.rand): any
---@return any
function rand(seed) end

---@class named.rarely
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms one event in four, by chance.
---Example: `p"hh*8":rarely(ply(2))`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.rarely): any
---@return any
function rarely(pattern, transform, seed) end

---@class named.rev
---@field [integer] any
---@field pattern? any

---Each cycle backwards.
---Example: `p"bd sn hh*2":rev()`
---@param pattern any What is changed. (a pattern)
---@overload fun(named: named.rev): any
---@return any
function rev(pattern) end

---@class named.ribbon
---@field [integer] any
---@field pattern? any
---@field from? any
---@field length? any

---A stretch of the pattern, cut out and looped: also a way to hear the same chance again.
---Example: `rand():segment(8):ribbon(10, 2)`
---@param pattern any What is changed. (a pattern)
---@param from any The cycle at which the stretch begins. (a number of cycles, or a pattern of them)
---@param length any How many cycles it is long. (a number of cycles, or a pattern of them)
---@overload fun(named: named.ribbon): any
---@return any
function ribbon(pattern, from, length) end

---@class named.rot
---@field [integer] any
---@field pattern? any
---@field by? any

---Values moved on by events, rhythm left as it is; within each cycle.
---Example: `p"c4 ~ e4 g4":rot("<0 1>")`
---@param pattern any What is changed. (a pattern)
---@param by any How many events further the first value is taken from. (a whole number, or a pattern of them)
---@overload fun(named: named.rot): any
---@return any
function rot(pattern, by) end

---@class named.run
---@field [integer] any
---@field count? any

---The numbers from 0 on, in each cycle.
---Example: `run("<4 8>")`
---@param count any How many numbers. (a whole number, or a pattern of them)
---@overload fun(named: named.run): any
---@return any
function run(count) end

---@class named.scale
---@field [integer] any
---@field pattern? any
---@field scale_name? any

---Degrees of a scale, counted from 0, to notes: MIDI numbers with a root, semitones above 0 without one.
---Example: `p"0 2 4 <6 7>":scale("c4 minor")`
---@param pattern any What is changed. (a pattern)
---@param scale_name any In a pattern a root is joined to it: "<c4:minor d4:dorian>". (a scale's name, as "c4 minor", a list of semitones, or a pattern of names)
---@overload fun(named: named.scale): any
---@return any
function scale(pattern, scale_name) end

---@class named.scan
---@field [integer] any
---@field count? any

---Each cycle one number more: 0, then 0 1, then 0 1 2, and so on, then from the first again.
---Example: `scan(8)`
---@param count any How many numbers. (a whole number, or a pattern of them)
---@overload fun(named: named.scan): any
---@return any
function scan(count) end

---@class named.scramble
---@field [integer] any
---@field pattern? any
---@field parts? any
---@field seed? any

---Equal parts of the cycle by chance, some twice and some not at all.
---Example: `p"c4 d4 e4 g4":scramble(4)`
---@param pattern any What is changed. (a pattern)
---@param parts any Into how many parts each cycle is divided. (a whole number, or a pattern of them)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.scramble): any
---@return any
function scramble(pattern, parts, seed) end

---@class named.segment
---@field [integer] any
---@field pattern? any
---@field count? any

---As many events in each cycle, with what the pattern has at each.
---Example: `p.sine:range(200, 2000):segment(16)`
---@param pattern any What is changed. (a pattern)
---@param count any How many events. (a number, or a pattern of them)
---@overload fun(named: named.segment): any
---@return any
function segment(pattern, count) end

---@class named.seq
---@field [integer] any
---@field items? any

---What it is given one after another, all in one cycle; a list within is a step that is divided.
---Example: `seq{"bd", {"sn", "sn"}, "~", "hh*4"}`
---@param items any The steps. (strings, values, patterns and lists of them)
---@overload fun(named: named.seq): any
---@return any
function seq(items) end

---@class named.set
---@field [integer] any
---@field pattern? any
---@field controls? any

---Gives each event controls by name; the rhythm stays.
---Example: `p"bd sn":set{pan="<-1 1>", gain=-6}`
---@param pattern any What is changed. (a pattern)
---@param controls any Numbers, strings of mini-notation, or patterns. (a table of controls by name)
---@overload fun(named: named.set): any
---@return any
function set(pattern, controls) end

---@class named.shuffle
---@field [integer] any
---@field pattern? any
---@field parts? any
---@field seed? any

---Equal parts of the cycle in another order, each once.
---Example: `p"c4 d4 e4 g4":shuffle(4)`
---@param pattern any What is changed. (a pattern)
---@param parts any Into how many parts each cycle is divided. (a whole number, or a pattern of them)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.shuffle): any
---@return any
function shuffle(pattern, parts, seed) end

---@class named.silence
---@field [integer] any

---The pattern in which nothing happens.
---Example: `cat(p"bd*4", silence())`
---@overload fun(named: named.silence): any
---@return any
function silence() end

---@class named.slow
---@field [integer] any
---@field pattern? any
---@field factor? any

---As many times as slow.
---Example: `p"bd sn hh cp":slow(2)`
---@param pattern any What is changed. (a pattern)
---@param factor any How many cycles one of its cycles takes. (a number, or a pattern of them)
---@overload fun(named: named.slow): any
---@return any
function slow(pattern, factor) end

---@class named.some_cycles
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms every other cycle, by chance.
---Example: `p"bd sn":some_cycles(rev)`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.some_cycles): any
---@return any
function some_cycles(pattern, transform, seed) end

---@class named.some_cycles_by
---@field [integer] any
---@field pattern? any
---@field share? any
---@field transform? any
---@field seed? any

---Transforms whole cycles by chance.
---Example: `p"bd sn":some_cycles_by(0.3, rev)`
---@param pattern any What is changed. (a pattern)
---@param share any The chance of the transform. (a number from 0 to 1, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.some_cycles_by): any
---@return any
function some_cycles_by(pattern, share, transform, seed) end

---@class named.sometimes
---@field [integer] any
---@field pattern? any
---@field transform? any
---@field seed? any

---Transforms every other event, by chance.
---Example: `p"hh*8":sometimes(ply(2))`
---@param pattern any What is changed. (a pattern)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.sometimes): any
---@return any
function sometimes(pattern, transform, seed) end

---@class named.sometimes_by
---@field [integer] any
---@field pattern? any
---@field share? any
---@field transform? any
---@field seed? any

---Transforms events by chance.
---Example: `p"hh*8":sometimes_by(0.3, ply(2))`
---@param pattern any What is changed. (a pattern)
---@param share any The chance of the transform. (a number from 0 to 1, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@param seed? any Another seed makes other choices; by default its place in the chain. (a number or a word)
---@overload fun(named: named.sometimes_by): any
---@return any
function sometimes_by(pattern, share, transform, seed) end

---@class named.splice
---@field [integer] any
---@field pattern? any
---@field parts? any
---@field which? any

---As slice, and each part is played so fast that it fills its event.
---Example: `p"break":splice(8, "0 2 [3 3] 1")`
---@param pattern any What is changed. (a pattern)
---@param parts any Into how many parts it is cut. (a whole number, or a pattern of them)
---@param which any Which parts are heard when; the rhythm is its. (a pattern of the parts' numbers from 0 on)
---@overload fun(named: named.splice): any
---@return any
function splice(pattern, parts, which) end

---@class named.stack
---@field [integer] any
---@field list? any

---All at once.
---Example: `stack(p"bd*4", p"~ sn", p"hh*8")`
---@param list any What is combined. (patterns, strings or values)
---@overload fun(named: named.stack): any
---@return any
function stack(list) end

---@class named.striate
---@field [integer] any
---@field pattern? any
---@field parts? any

---The cycle so many times in its time, each time with the next part of every sample.
---Example: `p"bd sn":striate(4)`
---@param pattern any What is changed. (a pattern)
---@param parts any How many parts. (a whole number, or a pattern of them)
---@overload fun(named: named.striate): any
---@return any
function striate(pattern, parts) end

---@class named.struct
---@field [integer] any
---@field pattern? any
---@field conditions? any

---The rhythm of one pattern with the values of another.
---Example: `p"c4 e4":struct("t ~ t t f t")`
---@param pattern any What is changed. (a pattern)
---@param conditions any When there is an event: what is neither f nor 0 makes one. (a pattern of t and f, or 1 and 0)
---@overload fun(named: named.struct): any
---@return any
function struct(pattern, conditions) end

---@class named.superimpose
---@field [integer] any
---@field pattern? any
---@field transforms? any

---The pattern, and transformed ones beside it.
---Example: `p"c4 e4":superimpose(transpose(7))`
---@param pattern any What is changed. (a pattern)
---@param transforms any What is done to the others. (transforms)
---@overload fun(named: named.superimpose): any
---@return any
function superimpose(pattern, transforms) end

---@class named.swing
---@field [integer] any
---@field pattern? any
---@field amount? any
---@field parts? any

---Of each part of the cycle the second half later, by a share of the part.
---Example: `p"hh*8":swing(1/3, 4)`
---@param pattern any What is changed. (a pattern)
---@param amount any How much later, of a part; a third is a shuffle. (a number of cycles, or a pattern of them)
---@param parts? any Into how many parts a cycle is divided. (a number, or a pattern of them)
---@overload fun(named: named.swing): any
---@return any
function swing(pattern, amount, parts) end

---@class named.timecat
---@field [integer] any
---@field sections? any

---One after another within each cycle, each in its share of it.
---Example: `timecat({3, "bd*4"}, {1, "sn*2"})`
---@param sections any {length, pattern}, one after another. (lists of a length and a pattern)
---@overload fun(named: named.timecat): any
---@return any
function timecat(sections) end

---@class named.transpose
---@field [integer] any
---@field pattern? any
---@field semitones? any

---Notes so many semitones higher; the rhythm stays.
---Example: `p"c4 e4 g4":transpose("<0 5 7>")`
---@param pattern any What is changed. (a pattern)
---@param semitones any How much higher; below 0 lower. (a number, or a pattern of them)
---@overload fun(named: named.transpose): any
---@return any
function transpose(pattern, semitones) end

---@class named.trunc
---@field [integer] any
---@field pattern? any
---@field part? any

---Each cycle cut off where told, with silence after it.
---Example: `p"bd sn hh cp":trunc(0.75)`
---@param pattern any What is changed. (a pattern)
---@param part any How much of the cycle is kept. (a number of cycles, or a pattern of them)
---@overload fun(named: named.trunc): any
---@return any
function trunc(pattern, part) end

---@class named.tuning
---@field [integer] any
---@field pattern? any
---@field division? any
---@field root? any

---Notes in another tuning: of so many equal steps to the octave, of ratios, or one that has a name.
---Example: `p"c4 e4 g4":tuning("just")`
---@param pattern any What is changed. (a pattern)
---@param division any Step 0 is note 0, a c; each step further is the next note of the tuning. (a number of equal steps, a list of ratios with the period last, or a name)
---@param root? any The note that stays where it is and counts as step 0. (a MIDI number)
---@overload fun(named: named.tuning): any
---@return any
function tuning(pattern, division, root) end

---@class named.voicing
---@field [integer] any
---@field pattern? any
---@field top? any

---Simultaneous notes by octaves into the one below a top note: chords that follow one another move little.
---Example: `chord("<am7 d7 gmaj7 c>"):voicing("g5")`
---@param pattern any What is changed. (a pattern)
---@param top? any The highest note that there may be. (a note or a MIDI number, or a pattern of them)
---@overload fun(named: named.voicing): any
---@return any
function voicing(pattern, top) end

---@class named.wchoose
---@field [integer] any
---@field list? any

---One of a list of things with weights, another at every instant.
---Example: `wchoose({"bd", 3}, {"sn", 1}):segment(8)`
---@param list any {value, weight}, one after another. (lists of a value and a weight)
---@overload fun(named: named.wchoose): any
---@return any
function wchoose(list) end

---@class named.when
---@field [integer] any
---@field pattern? any
---@field condition? any
---@field transform? any

---Transforms while a condition holds: a pattern of t and f, or a function of the cycle's number.
---Example: `p"bd sn":when("<1 0>", rev)`
---@param pattern any What is changed. (a pattern)
---@param condition any When it is transformed. (a pattern of t and f, or a function of the cycle's number)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.when): any
---@return any
function when(pattern, condition, transform) end

---@class named.within
---@field [integer] any
---@field pattern? any
---@field from? any
---@field till? any
---@field transform? any

---Transforms a part of each cycle.
---Example: `p"bd*2 sn cp hh":within(0, 0.5, fast(2))`
---@param pattern any What is changed. (a pattern)
---@param from any Where in the cycle the part begins. (a number of cycles, or a pattern of them)
---@param till any Where in the cycle it ends. (a number of cycles, or a pattern of them)
---@param transform any What is done to it, as rev or fast(2). (a transform)
---@overload fun(named: named.within): any
---@return any
function within(pattern, from, till, transform) end

---@class named.zoom
---@field [integer] any
---@field pattern? any
---@field from? any
---@field till? any

---A part of each cycle, as long as a cycle.
---Example: `p"bd*2 hh*3 sn cp":zoom(0.25, 0.75)`
---@param pattern any What is changed. (a pattern)
---@param from any Where in the cycle the part begins. (a number of cycles, or a pattern of them)
---@param till any Where in the cycle it ends. (a number of cycles, or a pattern of them)
---@overload fun(named: named.zoom): any
---@return any
function zoom(pattern, from, till) end

---Runs a function 50 ms before a bar, counted from 0 as bar() does; what it edits is heard from the bar on. at() takes back all that are still to come.
---Example: `at(math.floor(bar()) + 4, function() tempo(140) end)`
function at(...) end

---The bar that is heard now, counted from 0; a fraction tells how far it is.
function bar(...) end

---So many bars, wherever seconds are expected; follows the tempo.
---Example: `(saw(110) * perc(0.01, 0.2) * 0.5):delay(bars(0.25))`
function bars(...) end

---The beat that is heard now, counted from 0; a fraction tells how far it is.
function beat(...) end

---So many beats, wherever seconds are expected; follows the tempo.
---Example: `(saw(110) * perc(0.01, 0.2) * 0.5):delay(beats(0.75))`
function beats(...) end

---Runs a function before every so many bars, with the bar's number, until it returns false; each() ends all of them. What it changes belongs to the step before, so that undo() takes back what was typed last, and that along with it. A workspace keeps none of them: a script that sets them up does.
---Example: `each(4, function(bar) print(bar) end)`
function each(...) end

---How long an edit fades from the old sound to the new, 0.001 to 1 s, 0.02 at the start; without a number, tells it. A setting of the session: a workspace does not keep it, and undo() leaves it.
---Example: `fade(0.1)`
function fade(...) end

---Plays from one time to another again and again, each in seconds, beats(n) or bars(n), at least 0.05 s apart; where the transport is elsewhere it goes there. Without times it ends that, and plays on.
---Example: `loop_region(bars(4), bars(8))`
function loop_region(...) end

---Beats in a bar, which is one cycle: 4 at the start. Without a number, tells it.
---Example: `meter(3)`
function meter(...) end

---Holds the transport; resume() goes on as if no time had passed. Edits while it stands are heard then.
function pause(...) end

---Adds a signal to what plays, once; one with a beginning starts now, again each time. A pattern plays on kits.default or synths.default.
---Example: `play(saw(55) * 0.3)`
function play(...) end

---Adds a signal to what plays, once; one with a beginning starts now, again each time. A pattern plays on kits.default or synths.default.
---Example: `play(saw(55) * 0.3)`
function Signal:play(...) end

---What plays, a line for each sound, with its peak and what part of the time it takes to render; one without a name is called s1, s2, and stop("s1") ends it.
function playing(...) end

---Where the transport stands, in seconds of the project.
function position(...) end

---Edits land together on the next multiple of so many beats, to the next block of 128 frames; 0, as at the start, at once. stop and hush do not wait. Without a number, tells it. A setting of the session: a workspace does not keep it, and undo() leaves it.
---Example: `quantum(4)`
function quantum(...) end

---Plays the last so many seconds, beats(n) or bars(n) again, as the patch is now, and goes on from there.
---Example: `replay(bars(8))`
function replay(...) end

---Goes on after pause().
function resume(...) end

---Goes to a time, in seconds, beats(n) or bars(n): what plays sounds there as if it had always been as it is now. What sounds goes on until that is prepared.
---Example: `seek(bars(8))`
function seek(...) end

---How fast the transport goes: 1 at the start, 0.5 is half as fast and an octave lower, -1 backward; 0.1 to 8, or as much below 0. Without a factor, tells it.
---Example: `speed(0.5)`
function speed(...) end

---Ends everything that plays, or one sound.
function stop(...) end

---Ends everything that plays, or one sound.
function Signal:stop(...) end

---Sets the tempo by hand: call it on the beat, four times or more; a pause of two seconds begins anew.
function tap(...) end

---Beats a minute, 120 at the start, from the play head on; with seconds, reached over so long. What was heard before it keeps the tempo that it had, also where seek() goes back there, in what render() writes and after undo(); before anything was heard it holds from the beginning on. Without a number, tells it.
---Example: `tempo(96)`
function tempo(...) end

---The master's level in decibels, -12 at the start, at most 12; without a number, tells it. Playing and rendering go through the master; above -1 dBFS it bends softly, and nothing passes full scale.
---Example: `volume(-6)`
function volume(...) end

---Fades out all that plays, over 0.5 s unless told otherwise, 0.001 to 1 s; what rings in the master's chain goes with it. Ctrl-T at the prompt does the same, while a line is being typed too.
---Example: `hush()`
function hush(...) end

---Peak and root mean square, in dB of full scale, of each sound and of the master as heard over the last 0.4 s, and whether the master's guard worked; levels().bass.peak is one of them.
---Example: `print(levels())`
function levels(...) end

---Sends all that plays through a chain: the function is given the mix as a signal and answers what is heard of it, before the master's volume and guard. master() takes the chain away. The mix cannot be read at other times than its own: delay and z may stand in a chain, offset, tile and warp may not.
---Example: `master(function(mix) return mix:compressor() end)`
function master(...) end

---Tells what a chunk, given as a string, would change, and does none of it: which names and sounds become stale, and about how many seconds of the processor it takes to render 10 s of them, or of the span that is given, in seconds; judged by their first second. What the chunk prints is printed, what it writes inside a Lua table stays; words that write files are refused. What speed, seek and the like, fade, quantum, at and each do is not looked at.
---Example: `changes("bass.cutoff = 900")`
function changes(...) end

---The first frame at which two versions of a name differ, by how many dB of full scale there and at most, over 10 s unless a span is given in seconds. Other names that they are made of are taken as they are now. history(name) tells the versions' numbers.
---Example: `compare("bass", 1, 2)`
function compare(...) end

---The chunks that changed something, the newest last, the present one marked, those that undo took back below it; history(100) lists so many. Of a name, its versions: what it was bound to, for revert and compare. The newest 1000 chunks are remembered.
---Example: `history("bass")`
function history(...) end

---Ends a trial: what try did stays.
function keep_it(...) end

---Shows every name that is a knob in a line, and steps it by keys: up and down choose one, left and right step it by a hundredth of its way, with Shift or as page up and page down by a tenth, Home takes it back to where it was; any other key ends. What plays follows each step. Below stands the plot that was drawn last, or those given, drawn again at each step, or what functions answer, plots and numbers. A run of steps of one knob is one step of undo; what the chunk did before is a step too. Where standard input and output are no terminal it answers the lines.
---Example: `cut = knob(800, 50, 5000) knobs(function() return peak(saw(55):lowpass(cut)) end)`
function knobs(...) end

---Does again what undo took back.
---Example: `redo()`
function redo(...) end

---Binds a name to what it was: an edit like any other. history(name) tells the versions' numbers.
---Example: `revert("bass", 2)`
function revert(...) end

---Goes back to before what try did, with whatever came since; redo() does it again, a chunk at a time, the trial first.
function take_back(...) end

---Does an edit on trial: it is heard like any other, then keep_it() keeps it, or take_back() goes back to before it, whatever came since. A step of undo, as every chunk.
---Example: `try(function() bass.cutoff = 4000 end)`
function try(...) end

---Takes back the last chunk, or so many: names, what plays, the mixer, the master; what was heard keeps its tempo. What the same chunk changes after it is a step of its own; before it nothing may be changed.
---Example: `undo()`
function undo(...) end

---The signal of a type below a name, to read or set its parameters: bass:find("lowpass").cutoff = 900.
function find(...) end

---The signal of a type below a name, to read or set its parameters: bass:find("lowpass").cutoff = 900.
function Signal:find(...) end

---So many frames as seconds.
---Example: `frames(4)`
function frames(...) end

---What a filter does to each frequency: a plot of level in dB, phase in radians without jumps, and group_delay in seconds. Its fields, with frequency in hertz and response, which is complex, are buffers, where SciPy answers w and h, at points frequencies (512 unless told otherwise) from 0 to half the sample rate; worN is SciPy's name for points, or a list of frequencies in hertz, and whole goes up to the sample rate; drawn, they lie as octaves do, {log=false} as numbers do. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a chain or a loop of such, or coefficients as butter and firwin answer them. Worked out from what each kind claims of itself, not measured. As scipy.signal.freqz and group_delay.
---Example: `freqz(lowpass(1000)).level`
function freqz(...) end

---How many channels it has.
function get_channels(...) end

---How many channels it has.
function Signal:get_channels(...) end

---The frame at which it begins, or nil.
function get_offset(...) end

---The frame at which it begins, or nil.
function Signal:get_offset(...) end

---The period in frames, or nil; of a finite signal, its length.
function get_period(...) end

---The period in frames, or nil; of a finite signal, its length.
function Signal:get_period(...) end

---Where it begins and ends: the frames [lower, upper), nil where it does not.
function get_range(...) end

---Where it begins and ends: the frames [lower, upper), nil where it does not.
function Signal:get_range(...) end

---The discrete Fourier transform of exactly one period, scaled by 1/P: P bins, a spectrum for each channel. A sine of amplitude 1 reads 0.5 at its two bins.
function get_spectral(...) end

---The discrete Fourier transform of exactly one period, scaled by 1/P: P bins, a spectrum for each channel. A sine of amplitude 1 reads 0.5 at its two bins.
function Signal:get_spectral(...) end

---The samples of frames [from, to), a buffer for each channel.
function get_temporal(...) end

---The samples of frames [from, to), a buffer for each channel.
function Signal:get_temporal(...) end

---The signals that a signal is made of, as a tree, in a file as boxes: whether it plays, how much of each is kept, which what is heard is not, which the newest question rendered (a plot, a render, get_temporal), and with {edit=} which would become stale where that signal, or what a name holds, is edited.
---Example: `graph(saw(line(50, 80, 1)):lowpass(800))`
function graph(...) end

---The signals that a signal is made of, as a tree, in a file as boxes: whether it plays, how much of each is kept, which what is heard is not, which the newest question rendered (a plot, a render, get_temporal), and with {edit=} which would become stale where that signal, or what a name holds, is edited.
---Example: `graph(saw(line(50, 80, 1)):lowpass(800))`
function Signal:graph(...) end

---How often samples have which value: a plot of counts over bins of equal width, 64 unless told otherwise, with the fields value, the middle of each bin, and count. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `histogram(noise())`
function histogram(...) end

---How often samples have which value: a plot of counts over bins of equal width, 64 unless told otherwise, with the fields value, the middle of each bin, and count. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `histogram(noise())`
function Signal:histogram(...) end

---What comes out of a filter for a single sample of 1: a plot with the fields time, in seconds, and values. Until it has fallen to a thousandth of its peak, at most 1 s, unless a length is given in seconds; up to 100 samples as stems. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, or coefficients as butter and firwin answer them.
---Example: `impulse_response(lowpass(1000))`
function impulse_response(...) end

---One signal across, another up: the phase between them is seen as a line that widens to a circle. One signal of two channels stands for both. Over the first 50 ms unless a span is given in seconds.
---Example: `lissajous(sine(200), sine(300))`
function lissajous(...) end

---One signal across, another up: the phase between them is seen as a line that widens to a circle. One signal of two channels stands for both. Over the first 50 ms unless a span is given in seconds.
---Example: `lissajous(sine(200), sine(300))`
function Signal:lissajous(...) end

---Draws signals over time, or buffers and lists by their index from 0, over each other; up to 100 samples as stems. Over the whole of a signal that ends, or a few cycles of one that does not, unless a span is given in seconds. As all plots it is a value with fields, here time in seconds and values, a list of buffers, one for each channel: p:show() draws it, p:save("out.svg") writes SVG or PNG, as {file=} does at once; one that is neither kept nor read is drawn where its chunk ends.
---Example: `plot(saw(110), saw(110):lowpass(800))`
function plot(...) end

---Draws signals over time, or buffers and lists by their index from 0, over each other; up to 100 samples as stems. Over the whole of a signal that ends, or a few cycles of one that does not, unless a span is given in seconds. As all plots it is a value with fields, here time in seconds and values, a list of buffers, one for each channel: p:show() draws it, p:save("out.svg") writes SVG or PNG, as {file=} does at once; one that is neither kept nor read is drawn where its chunk ends.
---Example: `plot(saw(110), saw(110):lowpass(800))`
function Signal:plot(...) end

---Draws what is heard now of a signal, or of all that plays, some 20 times a second in the same place until a key is typed; what plays goes on. Names below it that are knobs are stepped by keys meanwhile, as in knobs. The picture stands still where the signal rises through its mean. length is how much is seen, 20 ms unless told otherwise. Where standard input and output are no terminal it answers one picture of now.
---Example: `scope(bass)`
function scope(...) end

---Draws what is heard now of a signal, or of all that plays, some 20 times a second in the same place until a key is typed; what plays goes on. Names below it that are knobs are stepped by keys meanwhile, as in knobs. The picture stands still where the signal rises through its mean. length is how much is seen, 20 ms unless told otherwise. Where standard input and output are no terminal it answers one picture of now.
---Example: `scope(bass)`
function Signal:scope(...) end

---How the spectrum goes on: windows of nperseg samples, 2048 unless told otherwise, each noverlap samples into the one before, three quarters unless that would be more than a thousand windows. A plot with the fields time, in seconds, frequency, in hertz, and level, a list of a buffer for each time, in dB, where a full-scale sine is 0 dB. Several channels are seen as their mean power. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `spectrogram(sine(line(200, 4000, 1)))`
function spectrogram(...) end

---How the spectrum goes on: windows of nperseg samples, 2048 unless told otherwise, each noverlap samples into the one before, three quarters unless that would be more than a thousand windows. A plot with the fields time, in seconds, frequency, in hertz, and level, a list of a buffer for each time, in dB, where a full-scale sine is 0 dB. Several channels are seen as their mean power. Over the whole of a signal that ends, or its first second, unless a span is given in seconds.
---Example: `spectrogram(sine(line(200, 4000, 1)))`
function Signal:spectrogram(...) end

---The discrete Fourier transform of a stretch of a signal, from 0 and 1 s long unless told otherwise, under a window, "hann" unless told otherwise, by SciPy's names. A plot for each channel, drawn together, with the fields frequency, in hertz, level, in dB, and values, the complex bins; where a full-scale sine is 0 dB; the frequencies lie as octaves do, {log=false} as numbers do. A place of the picture that holds many bins shows the greatest, so that no line is lost; of noise it is the higher the more they are, and welch tells how it lies. The bins are scaled by the window's sum: a sine of amplitude 1 reads 0.5 at its bins, s:magnitude(k), s:phase(k) and s:bin(k) from 0. Bin k lies at k / length Hz.
---Example: `spectrum(saw(440), saw(440):lowpass(2000))`
function spectrum(...) end

---The discrete Fourier transform of a stretch of a signal, from 0 and 1 s long unless told otherwise, under a window, "hann" unless told otherwise, by SciPy's names. A plot for each channel, drawn together, with the fields frequency, in hertz, level, in dB, and values, the complex bins; where a full-scale sine is 0 dB; the frequencies lie as octaves do, {log=false} as numbers do. A place of the picture that holds many bins shows the greatest, so that no line is lost; of noise it is the higher the more they are, and welch tells how it lies. The bins are scaled by the window's sum: a sine of amplitude 1 reads 0.5 at its bins, s:magnitude(k), s:phase(k) and s:bin(k) from 0. Bin k lies at k / length Hz.
---Example: `spectrum(saw(440), saw(440):lowpass(2000))`
function Signal:spectrum(...) end

---What comes out of a filter for a signal that is 1 from frame 0 on: a plot with the fields time, in seconds, and values. Until it stays within a thousandth of where it ends, at most 1 s, unless a length is given in seconds; up to 100 samples as stems. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, or coefficients as butter and firwin answer them.
---Example: `step_response(onepole(100))`
function step_response(...) end

---The events of a pattern, or of what on made of one, as a piano roll: pitches and words up, bars along, from the bar that is heard now on and four bars unless told otherwise; from, to and length are counted from that bar, in seconds, or as bars(4) and beats(2). A plot with the fields time and duration, in bars, and value.
---Example: `timeline(p"c4 e4 g4 b4", {to = bars(2)})`
function timeline(...) end

---The events of a pattern, or of what on made of one, as a piano roll: pitches and words up, bars along, from the bar that is heard now on and four bars unless told otherwise; from, to and length are counted from that bar, in seconds, or as bars(4) and beats(2). A plot with the fields time and duration, in bars, and value.
---Example: `timeline(p"c4 e4 g4 b4", {to = bars(2)})`
function Signal:timeline(...) end

---What comes out of a shaper, as tanh() or fold(), for each value that goes in, from -2 to 2 unless told otherwise: a plot with the fields input and output. A function of a signal is taken too.
---Example: `transfer(tanh())`
function transfer(...) end

---Walks down what plays at a time, in seconds, now unless told otherwise: each sound with the largest sample of the 128 frames there, in dB of full scale, then of the loudest one each signal that it is made of, the largest last and followed further, down to where it begins. Parameters that move are told in their own units.
---Example: `why(1.5)`
function why(...) end

---The poles (crosses) and zeros (circles) of a filter in the plane of z, and the unit circle: a plot with the fields zeros and poles, complex buffers, and b and a, lists of coefficients. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, or coefficients as butter and firwin answer them. Of words and functions it is found from the response that freqz tells, up to order 24.
---Example: `zplane(bandpass(2000, 5))`
function zplane(...) end

---Records what is heard, behind the master, into a WAV, FLAC, OGG or AIFF file, until record() ends it or the program does. bits is 16, 24, or 32, which is floating point; WAV and AIFF keep 32 and FLAC 24 unless told otherwise. At what patches may write (neap --write-limit) it ends with what it has; where less than an hour is left, the prompt asks first.
---Example: `record("take.flac")`
function record(...) end

---Brings back the last session that did not come to its own end, as after a crash or a kill: names, what played, the mixer, the tempo, fade, quantum and the steps of undo. Functions that use locals around them are made again by running their chunks' text, in which play, record, render, write and save do nothing.
---Example: `recover()`
function recover(...) end

---Renders what the patch is into a WAV, FLAC, OGG or AIFF file, as if it had always been there from 0 on, faster than it plays; the music goes on meanwhile, Ctrl-C stops it. Without to it goes on until everything has ended and rung out below -90 dBFS. With stems each sound gets a file as well, song-bass.flac beside song.flac, all equally long: plain samples before the master, with the mixer's controls. bits is 16, 24, or 32, which is floating point; dither rounds to 16 or 24 bits with noise (TPDF), the same each time. Past what patches may write (neap --write-limit) the prompt asks first.
---Example: `render("song.flac", {to = 60, stems = true, bits = 24, dither = true})`
function render(...) end

---Saves names, what plays, the mixer, the master, the tempo, and every signal and pattern that they reach, and the steps of undo; neap open restores them. Without a file, into the one that was opened or saved last.
---Example: `save("song.neap")`
function save(...) end

---Writes a signal's plain samples, as if the present patch had always been there, to a WAV, FLAC, OGG or AIFF file; a finite signal whole, any other over the span {from=, to=} or {from=, length=} in seconds.
---Example: `write("tone.wav", sine(440) * 0.5, {to = 2})`
function write(...) end

---Tells in words what a signal is made of, from its end to its sources: what each part does, and of each parameter what it does and what it is now; of one that moves, its value at the time that is heard, and what moves it.
---Example: `explain(saw(55):lowpass(400 + 300 * sine(0.5)) * 0.3)`
function explain(...) end

---Tells in words what a signal is made of, from its end to its sources: what each part does, and of each parameter what it does and what it is now; of one that moves, its value at the time that is heard, and what moves it.
---Example: `explain(saw(55):lowpass(400 + 300 * sine(0.5)) * 0.3)`
function Signal:explain(...) end

---The difference equation of a filter with its present coefficients: x goes in, y comes out, n counts frames. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, as a loop, or coefficients as butter answers them. A signal is told from its sources, s1, s2, on, by way of v1, v2; what is not linear, or moves, stands as a function.
---Example: `formula(lowpass(1000))`
function formula(...) end

---Runs a student's file, in a session of its own, against a teacher's checks, checks.lua beside it unless another file is given, and tells of each answer whether it is right. A check is expect(name, wanted, {…}): the student's name, and the signal, the number, the list of samples, the figures {pitch=, level=, peak=, duration=} or the function of the answer, true or false and a sentence, that it is held against. Signals are compared sample by sample: their difference may be within decibels of what is wanted, -80 unless told otherwise; {by = "sound"} compares pitch, level, spectrum and duration instead. Figures are rounded to 0.1 dB. docs/lessons.md tells more.
---Example: `homework("anna.lua", "task1.lua")`
function homework(...) end

---The words whose name, parameters or description hold a text, or that belong to a topic, as "echo" or "loud", a line for each; of several parts all have to hold.
---Example: `apropos("echo")`
function apropos(...) end

---Leaves at once, the prompt as Ctrl-D does, a script as os.exit; with a status, which is 0 unless told otherwise.
function exit(...) end

---Tells what there is, what a word does, examples first, or which words a family has: help("filters"). help("lowpass", 2) does the second of lowpass's examples, help(2) the second of those that were told last: a signal is heard. help("words") lists all words.
---Example: `help("lowpass", 1)`
function help(...) end

---Every word that makes or processes signals, one after the other: k.name, k.family, k.doc, k.example, k.signature, k.source and k.parameters, a list of {name=, doc=, takes=}.
---Example: `for k in kinds() do print(k.family, k.signature) end`
function kinds(...) end

---Leaves at once, the prompt as Ctrl-D does, a script as os.exit; with a status, which is 0 unless told otherwise.
function quit(...) end
