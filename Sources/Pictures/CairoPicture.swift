import CCairo
import Glibc

/// A picture as SVG or PNG, and as pixels for terminals that show them.
package enum CairoPicture {
  package enum Format: Sendable { case svg, png }

  /// What went wrong in cairo, as it says it.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// How large a picture is, in points or pixels.
  package static func size(of picture: Picture) -> (width: Int, height: Int) {
    if let diagram = picture.diagram { return DiagramDrawing.size(of: diagram) }
    if picture.panels.first?.isSquare == true { return (picture.panels[0].notes.isEmpty ? 560 : 760, 600) }
    let rows = picture.panels.first?.y.names?.count ?? 0
    return (
      860, picture.panels.count == 1 ? max(460, min(1200, 24 * rows + 140)) : 100 + 210 * picture.panels.count
    )
  }

  /// The bytes of a file.
  package static func file(_ picture: Picture, _ format: Format) throws -> [UInt8] {
    let (width, height) = size(of: picture)
    let collected = Collected()
    let context = Unmanaged.passUnretained(collected).toOpaque()
    return try withExtendedLifetime(collected) {
      switch format {
      case .svg:
        let surface = cairo_svg_surface_create_for_stream(collect, context, Double(width), Double(height))
        defer { cairo_surface_destroy(surface) }
        try draw(picture, on: surface, Double(width), Double(height), isVector: true)
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
      case .png:
        // Twice as many pixels, so that it is sharp on today's screens.
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(2 * width), Int32(2 * height))
        defer { cairo_surface_destroy(surface) }
        cairo_surface_set_device_scale(surface, 2, 2)
        try draw(picture, on: surface, Double(width), Double(height), isVector: false)
        try check(cairo_surface_write_to_png_stream(surface, collect, context))
      }
      return collected.bytes
    }
  }

  /// Its pixels, row by row from above.
  static func pixels(_ picture: Picture, width: Int, height: Int, scale: Double) throws -> [Colour] {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    cairo_surface_set_device_scale(surface, scale, scale)
    try draw(picture, on: surface, Double(width) / scale, Double(height) / scale, isVector: false)
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { throw Failure(description: "no pixels") }
    let stride = Int(cairo_image_surface_get_stride(surface))
    var pixels: [Colour] = []
    pixels.reserveCapacity(width * height)
    for y in 0..<height {
      data.advanced(by: y * stride).withMemoryRebound(to: UInt32.self, capacity: width) { row in
        for x in 0..<width { pixels.append(Colour(row[x] & 0xFFFFFF)) }
      }
    }
    return pixels
  }

  private static func draw(
    _ picture: Picture, on surface: OpaquePointer?, _ width: Double, _ height: Double, isVector: Bool
  ) throws {
    guard let context = cairo_create(surface) else { throw Failure(description: "out of memory") }
    defer { cairo_destroy(context) }
    CairoDrawing(Pen(context), width: width, height: height).draw(picture)
    try check(cairo_status(context))
  }

  private static func check(_ status: cairo_status_t) throws {
    guard status == CAIRO_STATUS_SUCCESS else {
      throw Failure(description: cairo_status_to_string(status).map { String(cString: $0) } ?? "cairo failed")
    }
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }

  private static let collect: cairo_write_func_t = { context, data, count in
    guard let context, let data else { return CAIRO_STATUS_WRITE_ERROR }
    Unmanaged<Collected>.fromOpaque(context).takeUnretainedValue().bytes.append(
      contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
