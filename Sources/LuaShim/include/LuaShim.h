// The whole of Lua as Swift sees it. Lua reports errors with longjmp, which must never pass a Swift frame: so every
// function here returns, whatever happens. What may raise runs inside `ls_run`, and a Swift function that Lua calls
// returns a marker, upon which C raises once Swift has left the stack.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ls_host ls_host;
typedef struct ls_type ls_type;

// Sorts of value.
static const int32_t LS_NIL = 0, LS_BOOLEAN = 1, LS_INTEGER = 2, LS_NUMBER = 3, LS_STRING = 4, LS_TABLE = 5,
                     LS_FUNCTION = 6, LS_OBJECT = 7, LS_OTHER = 8;

// Outcomes. LS_RAISE is what a Swift function answers when it has failed.
static const int32_t LS_OK = 0, LS_FAILED = 1, LS_MEMORY = 2, LS_RAISE = -1;

// What Lua asks Swift for: a closure's call, or the metamethod of an object. Arithmetic counts on from LS_ADD.
static const int32_t LS_CLOSURE = 0, LS_INDEX = 1, LS_NEWINDEX = 2, LS_LENGTH = 3, LS_INVOKE = 4, LS_DESCRIBE = 5,
                     LS_EQUALS = 6, LS_CONCAT = 7, LS_ADD = 8, LS_PAIRS = 16, LS_EVENTS = 17;

// What `ls_run` can do with the values that were put; in brackets what it takes.
static const int32_t LS_CALL = 0,       // [function, arguments...] gives the results
                     LS_LOAD = 1,       // [source, name, environment or nil] gives the function, or nil and a message
                     LS_MAKE_TABLE = 2, // []
                     LS_GET = 3,        // [table, key], raw
                     LS_SET = 4,        // [table, key, value], raw
                     LS_KEYS = 5,       // [table] gives the list of its keys in the fixed order
                     LS_META = 6,       // [table, metatable]
                     LS_SAME = 7,       // [values...] gives them back, as Lua values
                     LS_TEXT = 8,       // [value] as `tostring` has it
                     LS_SEED = 9,       // [integer]
                     LS_GLOBALS = 10,   // [] gives the table of globals
                     LS_SAME_CODE = 11, // [function, function] gives whether they are the same code
                     LS_CODE = 12;      // [function] gives its code and the values that it has from around it; of C, nothing

typedef struct {
  int32_t tag;
  int32_t reference;  // of a table or function, to be given to ls_release
  int64_t integer;    // of an integer or a boolean
  double number;
  const char *text;   // of a string (valid while the value is on the stack); the type's name of LS_OTHER
  size_t length;      // of the string, in bytes
  const void *identity;  // of a table or function
  const void *words;     // of an object: a Swift class existential, two words
} ls_value;

// Answers LS_OK with its results put, or LS_RAISE after ls_error or ls_error_value.
typedef int32_t (*ls_enter)(void *context, int32_t event, int32_t type, const void *words);
// Ends the life of the class existential at `words`.
typedef void (*ls_drop)(void *words);

// The life of a state. `limit` is in bytes; a trusted one has all of Lua's libraries. NULL where the limit does not
// suffice to begin.
ls_host *ls_open(size_t limit, bool trusted, ls_enter enter, ls_drop drop);
// What `enter` will be handed.
void ls_attach(ls_host *host, void *context);
void ls_close(ls_host *host);
size_t ls_bytes(const ls_host *host);
// What living objects hold outside of Lua; it counts to the limit.
size_t ls_outside(const ls_host *host);
// So many bytes of the limit are not Lua's to use.
void ls_hold_back(ls_host *host, size_t bytes);
void ls_collect(ls_host *host);

// Where the sequence of `math.random` stands, four words; false where that cannot be told.
bool ls_draws(ls_host *host, uint64_t *into);
void ls_set_draws(ls_host *host, const uint64_t *from);

// Values from Swift to Lua: they gather in a list that the next ls_run, or the end of the Swift function, takes.
void ls_clear(ls_host *host);
void ls_put_nil(ls_host *host);
void ls_put_boolean(ls_host *host, bool value);
void ls_put_integer(ls_host *host, int64_t value);
void ls_put_number(ls_host *host, double value);
void ls_put_string(ls_host *host, const void *bytes, size_t length);
void ls_put_reference(ls_host *host, int32_t reference);
// Both give two words of memory, where the caller places a class existential at once. `owned` counts the bytes that
// the object holds outside of Lua, so that the collector knows what a dead one costs.
void *ls_put_object(ls_host *host, ls_type *type, const void *identity, size_t owned);
void *ls_put_closure(ls_host *host);

// The error that a Swift function is about to answer LS_RAISE for.
void ls_error(ls_host *host, const void *bytes, size_t length, bool positioned);
void ls_error_value(ls_host *host, int32_t reference);

// Runs an operation on what was put. Its results, or the one error value, lie on the stack above the former height.
int32_t ls_run(ls_host *host, int32_t operation);
const char *ls_message(const ls_host *host, size_t *length);
const char *ls_traceback(const ls_host *host, size_t *length);

// The stack, from 1. ls_read answers LS_MEMORY where there is no room to keep a table or function.
int32_t ls_height(const ls_host *host);
void ls_restore(ls_host *host, int32_t height);
int32_t ls_read(ls_host *host, int32_t index, ls_value *value);
// A reference to any value, 0 where there is no room.
int32_t ls_keep(ls_host *host, int32_t index);
bool ls_is_string(const ls_host *host, int32_t index);
void ls_release(ls_host *host, int32_t reference);

// Tables, without running anything: reads push what ls_read needs, the caller restores.
int64_t ls_raw_length(ls_host *host, int32_t reference);
int32_t ls_raw_index(ls_host *host, int32_t reference, int64_t index, ls_value *value);

// A sort of object: `events` is a set of bits, 1 << LS_INDEX and so on. Lives as long as the state.
ls_type *ls_make_type(ls_host *host, const char *name, uint32_t events, int32_t number);

// Of a trusted state: the table of all of Lua's libraries, which no chunk has among its globals, as a result on the stack.
static const int32_t LS_LIBRARIES = 13; // for ls_run: [] gives that table
static const int32_t LS_ENVIRONMENT = 15; // for ls_run: [table]; what `load` makes has it where nothing tells whose globals are meant
static const int32_t LS_TRUST = 14;     // for ls_run: [table]; chunks that have it as their environment are trusted
// Whether all that runs is trusted: every function of Lua's on the way here, but for the host's own, has the trusted
// environment. False where none runs.
bool ls_trusts(ls_host *host);

// Where Lua stands: the innermost line that is Lua. False where there is none. `source` holds 60 bytes.
bool ls_position(ls_host *host, char *source, int32_t *line);
// Where a function was written. False for one that is not Lua.
bool ls_definition(ls_host *host, int32_t reference, char *source, int32_t *first, int32_t *last);

// Ends what runs, at its next instruction, again and again until cleared. Safe in a signal handler that runs in the
// state's thread.
void ls_interrupt(ls_host *host);
void ls_clear_interrupt(ls_host *host);
bool ls_interrupted(const ls_host *host);

// From here to the end, and in this thread, Lua may take so many seconds; then it is ended as by an interrupt, with a
// sentence of its own. False where nothing was begun.
bool ls_begin_time(ls_host *host, double seconds);
void ls_end_time(ls_host *host);

// The same for a call within one that has a time already, or for one that Neap makes by itself: it may take no longer than
// what is left. `outer` keeps what is to be as before.
typedef struct {
  int64_t limited, began, excluded;
  bool narrowed, begun, is_own;
} ls_time;
// With a time of its own it has all of `seconds`, whatever is left of the chunk's.
void ls_narrow_time(ls_host *host, double seconds, bool is_own, ls_time *outer);
void ls_widen_time(ls_host *host, const ls_time *outer);
