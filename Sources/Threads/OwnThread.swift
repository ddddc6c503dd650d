package import Glibc

/// A thread that receives no signals: those are for the main thread.
package enum OwnThread {
  /// `name` is what a debugger shows, 15 characters at most.
  package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var all = sigset_t()
    var former = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    let box = Unmanaged.passRetained(
      Body {
        if let file = fopen("/proc/thread-self/comm", "w") {
          fputs(name, file)
          fclose(file)
        }
        body()
      })
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      return nil
    }
    return thread
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
