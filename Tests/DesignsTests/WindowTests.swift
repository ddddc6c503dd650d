import Designs
import Testing

struct WindowTests {
  private struct Document: Decodable {
    struct Case: Decodable {
      var name: String
      var values: [Double?]
      var length: Int
      var symmetric: Bool
      var samples: [Double]
    }
    var cases: [Case]
    var names: [String: String]
  }

  @Test func windowsAreThoseOfTheReference() throws {
    let document: Document = try Reference.load("windows")
    #expect(document.cases.count > 200)
    for each in document.cases {
      let window = try Window.named(.init(name: each.name, values: each.values)).window
      let samples = try window.samples(each.length, symmetric: each.symmetric)
      #expect(Reference.worst(samples, each.samples) < 1e-9, "\(each.name) \(each.length) \(each.symmetric)")
    }
  }

  @Test func everyNameOfTheReferenceIsKnown() throws {
    let document: Document = try Reference.load("windows")
    #expect(Set(document.names.values).count == Window.allNames.count)
    for name in document.names.keys {
      do { _ = try Window.named(.init(name: name)) } catch {
        #expect("\(error)".contains("needs"), "\(name): \(error)")
      }
    }
  }

  @Test func aNameMayTellWhetherAWindowIsSymmetric() throws {
    #expect(try Window.named(.init(name: "hann_periodic")).symmetric == false)
    #expect(try Window.named(.init(name: "hann_symmetric")).symmetric == true)
    #expect(try Window.named(.init(name: "hann")).symmetric == nil)
  }

  @Test func mistakesAreToldInASentence() {
    func message(_ request: Window.Request, _ length: Int = 8) -> String {
      do {
        _ = try Window.named(request).window.samples(length, symmetric: false)
        return ""
      } catch { return "\(error)" }
    }
    #expect(message(.init(name: "hanning")).contains("no window is called \"hanning\""))
    #expect(message(.init(name: "kaiser")).contains("needs beta"))
    #expect(message(.init(name: "hann", values: [3])).contains("no parameters"))
    #expect(message(.init(name: "gaussian", values: [-1])).contains("more than 0"))
    #expect(message(.init(name: "hann"), 0).contains("Nx: 0 was given"))
    #expect(message(.init(name: "dpss", values: [5])).contains("less than half the length"))
  }

  @Test func longWindowsStayWithinBounds() throws {
    for request in [
      Window.Request(name: "dpss", values: [4]), .init(name: "chebwin", values: [80]), .init(name: "taylor"),
      .init(name: "kaiser", values: [14]),
    ] {
      let samples = try Window.named(request).window.samples(8_191, symmetric: true)
      #expect(samples.allSatisfy { $0 > -1e-3 && $0 < 1 + 1e-9 }, "\(request.name)")
      #expect(abs(samples[4_095] - 1) < 1e-6, "\(request.name)")
      #expect(zip(samples, samples.reversed()).allSatisfy { abs($0 - $1) < 1e-9 }, "\(request.name)")
    }
  }
}
