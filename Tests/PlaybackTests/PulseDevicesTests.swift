import Testing

@testable import Playback

struct PulseDevicesTests {
  @Test func theServersDevicesAreListed() throws {
    let daemon = try TestDaemon()
    daemon.pactl("load-module", "module-null-sink", "sink_name=other")
    let devices = try listDevices(server: daemon.server)
    #expect(devices.map(\.name) == ["test", "other"])
    #expect(devices.map(\.isDefault) == [true, false])
    #expect(devices.allSatisfy { !$0.description.isEmpty })
  }

  @Test func anUnknownDeviceIsAnErrorThatNamesThoseThatExist() throws {
    let daemon = try TestDaemon()
    let error = #expect(throws: PlaybackError.self) {
      _ = try Player(
        sink: .pulse(server: daemon.server, device: "tset"), rate: 48_000, channels: 2,
        makeSource: { CountingSource(log: SourceLog()) }, report: { _ in })
    }
    #expect(error?.description == "There is no output device \"tset\": the sound server has test.")
  }

  @Test func withoutAServerTheListIsAnError() {
    #expect(throws: PlaybackError.noServer("Connection refused")) {
      try listDevices(server: "unix:/tmp/there-is-no-such-server")
    }
  }

  @Test(arguments: [(0, 2), (7_999, 2), (48_000, 0), (48_000, 33)])
  func aFormatThatCannotBePlayedIsAnError(rate: Int, channels: Int) {
    #expect(throws: PlaybackError.self) {
      _ = try Player(
        sink: .silent, rate: rate, channels: channels, makeSource: { CountingSource(log: SourceLog()) },
        report: { _ in })
    }
  }
}
