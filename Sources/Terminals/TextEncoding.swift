import Glibc

/// Sees to it that readline counts characters and not bytes, even under LC_ALL=C. Only LC_CTYPE is touched:
/// numbers keep the "C" form. Changes the environment, so it is called before other threads start.
package func useUTF8() {
  func isUTF8() -> Bool {
    guard let codeset = nl_langinfo(nl_item(CODESET)) else { return false }
    return String(cString: codeset) == "UTF-8"
  }
  if setlocale(LC_CTYPE, "") != nil && isUTF8() { return }
  for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil && isUTF8() {
    // readline reads the locale from the environment itself.
    setenv("LC_ALL", name, 1)
    return
  }
}
