import Glibc

/// A thread of one's own with a stack of a size one knows. It receives no signals: those are for the main thread.
enum PlayerThread {
  /// `name` is what a debugger shows, 15 characters at most.
  static func start(_ name: String, stack: Int, _ body: @escaping @Sendable () -> Void) throws(PlaybackError)
    -> pthread_t
  {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stack)

    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }

    var thread = pthread_t()
    let box = Unmanaged.passRetained(
      Body(run: {
        if let file = fopen("/proc/thread-self/comm", "w") {
          fputs(name, file)
          fclose(file)
        }
        body()
      }))
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      throw .system("no thread could be started, \(String(cString: strerror(status)))")
    }
    return thread
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
