import CCairo
import Glibc

/// Cairo's context, in this project's words.
struct Pen {
  enum Anchor { case start, middle, end }
  private let context: OpaquePointer

  init(_ context: OpaquePointer) {
    self.context = context
    cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
  }

  func colour(_ colour: Colour, alpha: Double = 1) {
    cairo_set_source_rgba(
      context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255, alpha)
  }

  func line(_ points: [Point], width: Double, dashes: [Double] = []) {
    guard let first = points.first else { return }
    cairo_set_line_width(context, width)
    cairo_set_dash(context, dashes, Int32(dashes.count), 0)
    cairo_move_to(context, first.x, first.y)
    // A line of one point is a dot, by its round cap.
    for point in points.count == 1 ? points[...] : points.dropFirst() {
      cairo_line_to(context, point.x, point.y)
    }
    cairo_stroke(context)
    cairo_set_dash(context, [], 0, 0)
  }

  func fill(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
  }

  func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    cairo_set_line_width(context, 1)
    cairo_rectangle(context, x, y, width, height)
    cairo_stroke(context)
  }

  func circle(_ x: Double, _ y: Double, _ radius: Double, isFilled: Bool, width: Double = 1.6) {
    cairo_new_sub_path(context)
    cairo_arc(context, x, y, radius, 0, 2 * .pi)
    cairo_set_line_width(context, width)
    if isFilled { cairo_fill(context) } else { cairo_stroke(context) }
  }

  /// What `body` draws is seen within a rectangle alone.
  func within(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ body: () -> Void) {
    cairo_save(context)
    cairo_rectangle(context, x, y, width, height)
    cairo_clip(context)
    body()
    cairo_restore(context)
  }

  /// Square pixels, row by row from above, over a rectangle.
  func image(_ pixels: [Colour], width: Int, height: Int, _ x: Double, _ y: Double, _ w: Double, _ h: Double)
  {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    for row in 0..<height {
      data.advanced(by: row * stride).withMemoryRebound(to: UInt32.self, capacity: width) { line in
        for column in 0..<width {
          let colour = pixels[row * width + column]
          line[column] = UInt32(colour.red) << 16 | UInt32(colour.green) << 8 | UInt32(colour.blue)
        }
      }
    }
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_scale(context, w / Double(width), h / Double(height))
    cairo_set_source_surface(context, surface, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_FAST)
    cairo_rectangle(context, 0, 0, Double(width), Double(height))
    cairo_fill(context)
    cairo_restore(context)
  }

  func width(_ text: String, size: Double) -> Double {
    var extents = cairo_text_extents_t()
    cairo_set_font_size(context, size)
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// Text whose middle height lies at `y`.
  func text(_ text: String, _ x: Double, _ y: Double, size: Double, _ anchor: Anchor = .start) {
    let width = width(text, size: size)
    let shift =
      switch anchor {
      case .start: 0.0
      case .middle: width / 2
      case .end: width
      }
    cairo_move_to(context, x - shift, y + size * 0.36)
    cairo_show_text(context, text)
    cairo_new_path(context)
  }

  func turnedText(_ text: String, _ x: Double, _ y: Double, size: Double) {
    cairo_save(context)
    cairo_translate(context, x, y)
    cairo_rotate(context, -.pi / 2)
    self.text(text, 0, 0, size: size, .middle)
    cairo_restore(context)
  }

  /// Text in lines that are not wider.
  func broken(_ text: String, size: Double, _ most: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if !line.isEmpty, width(longer, size: size) > most {
        lines.append(line)
        line = String(word)
      } else {
        line = longer
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
