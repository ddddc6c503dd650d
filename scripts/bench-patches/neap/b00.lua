-- B0: the engine alone.
play(constant(0.25))
