import Glibc
import Signals
import Testing

@testable import Kinds

@Suite struct ChoosingTests {
  private func list(_ sources: KernelBench.Source...) -> KernelBench.Given { .sources(sources) }

  @Test func oneOfSeveralIsHeard() throws {
    let inputs = list(.samples([[1, 2, 3, 4, 5]]), .constant([10]), .samples([[-1, -2, -3, -4, -5]]))
    let which = KernelBench.Given.samples([1, 2, 3, 2.4, 2.6])
    #expect(try KernelBench(.choosing, which, inputs).mono(0..<5) == [1, 10, -3, 10, -5])
    let wild = KernelBench.Given.samples([-9, 99, .nan, 0.5, 3.4])
    #expect(try KernelBench(.choosing, wild, inputs).mono(0..<5) == [1, -2, 3, 4, -5])
    #expect(try KernelBench(.choosing, 3, inputs).mono(0..<5) == [-1, -2, -3, -4, -5])
    #expect(try KernelBench(.choosing, 3, inputs).shape.range == SignalRange(0..<5))
    #expect(try KernelBench(.choosing, 2, inputs).block(at: 0).asked == [0..<128, nil, 0..<128, nil])
    #expect(try KernelBench(.choosing, 2, inputs).block(at: 0).isUniform)
    #expect(try KernelBench(.choosing, .channels(1, 2), inputs).render(0..<1) == [[1], [10]])
    #expect(
      refusal { try KernelBench(.choosing, 4, inputs) }
        == "which: 4 was given; expected 1 to 3, as there are signals")
    expectLaws(try KernelBench(.choosing, Inputs.moving(0, 4), inputs))
    expectLaws(try KernelBench(.choosing, 1, inputs))
    let constants = list(.constant([1, 2]), .constant([3]))
    #expect(try KernelBench(.choosing, .channels(2, 1), constants).kernel.constant == [3, 2])
  }

  @Test func fadesEndWithOneSignalExactly() throws {
    let (a, b) = (KernelBench.Given.samples([0.3, 0.3, 0.3]), KernelBench.Given.samples([0.7, 0.7, 0.7]))
    let places = KernelBench.Given.samples([0, 0.5, 1])
    let power = try KernelBench(.crossfade, a, b, places).mono(0..<3)
    #expect(power[0] == 0.3 && power[2] == 0.7)
    #expect(abs(power[1] - 0.5.squareRoot().float) < 1e-6)
    #expect(try KernelBench(.crossfade, a, b, places, "linear").mono(0..<3) == [0.3, 0.5, 0.7])
    for n in 0...100 {
      let place = Double(n) / 100
      let gain = try #require(try KernelBench(.crossfade, 1, 0, .init(place)).kernel.constant)
      #expect(abs(gain[0] - cos(place * .pi / 2)) < 1e-9)
    }
    for law in ["power", "linear"] {
      expectLaws(
        try KernelBench(.crossfade, Inputs.wild, Inputs.short, Inputs.moving(0, 1), .init(stringLiteral: law))
      )
      expectLaws(try KernelBench(.crossfade, Inputs.short, 0.0, 0.3, .init(stringLiteral: law)))
      #expect(try KernelBench(.crossfade, Inputs.short, Inputs.wild, 0).shape.range == SignalRange(-50..<150))
      #expect(try KernelBench(.crossfade, Inputs.short, Inputs.wild, 0.1).shape.range == .all)
    }
  }

  @Test func channelsAreMixedByAMatrix() throws {
    func gains(_ planes: [[Float]]) -> KernelBench.Given { .resolved(.samples(Samples(planes))) }
    let input = KernelBench.Given.source(.samples([[1, 2], [10, 20]]))
    let mixed = try KernelBench(.matrix, input, gains([[1, 1], [0, 2], [-1, 0.5]])).render(0..<2)
    #expect(mixed == [[11, 22], [20, 40], [4, 8]])
    #expect(try KernelBench(.matrix, .channels(1, 2), gains([[3, 4]])).kernel.constant == [11])
    #expect(try KernelBench(.matrix, input, gains([[0, 0]])).shape.range.isEmpty)
    #expect(
      refusal { try KernelBench(.matrix, input, gains([[1, 2, 3]])) }
        == "gains: each list holds 3 factors; expected 2, one for each channel of the input")
    expectLaws(try KernelBench(.matrix, Inputs.wild, gains([[0.3], [0], [-2]])))
    expectLaws(try KernelBench(.matrix, Inputs.short, gains([[0.3], [0], [-2]])))
    expectLaws(try KernelBench(.matrix, .channels(0.1, 0.7), gains([[0.3, 0.1]])))
  }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}
