package import Glibc

/// A thread that receives no signals: those are for the main thread.
package enum OwnThread {
  /// Why there is none.
  package struct Failure: Error, CustomStringConvertible {
    package let code: Int32
    package var description: String { "no thread could be started, \(String(cString: strerror(code)))" }
  }

  /// - Parameters:
  ///   - name: what a debugger shows, 15 characters at most.
  ///   - stack: its size in bytes, where not the system's.
  package static func start(
    _ name: String, stack: Int? = nil, _ body: @escaping @Sendable () -> Void
  ) throws(Failure) -> pthread_t {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    if let stack { pthread_attr_setstacksize(&attributes, stack) }
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
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      throw Failure(code: status)
    }
    return thread
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
