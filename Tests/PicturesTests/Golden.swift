/// Pictures that were looked at.
enum Golden {
  static let sine = ""
  static let two = ""
}
