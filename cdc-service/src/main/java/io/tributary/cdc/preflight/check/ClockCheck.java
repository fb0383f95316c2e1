package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.time.Clock;
import java.util.List;

/**
 * Compares a server's clock with this service's. Deadlines of a cutover and lags are told from one
 * clock and looked at by another, so clocks that differ by seconds undo cutovers that are in time.
 *
 * @param clock of this service
 * @param limitMillis from which difference on the migration does not start
 */
public record ClockCheck<R extends ServerReading>(Clock clock, long limitMillis)
    implements CatalogCheck<R> {
  private static final String NOW =
      """
      SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::bigint\
      """;

  @Override
  public PreflightCode code() {
    return PreflightCode.CLOCK;
  }

  @Override
  public List<PreflightCheck> look(R reading) {
    long asked = clock.millis();
    long server = reading.query().number(NOW);
    long skew = skewMillis(asked, server, clock.millis());
    String finding =
        skew == 0
            ? "The server's clock agrees with that of cdc-service."
            : "The server's clock is %d ms %s that of cdc-service; %d ms are allowed."
                .formatted(Math.abs(skew), skew > 0 ? "ahead of" : "behind", limitMillis);
    return List.of(
        Math.abs(skew) <= limitMillis
            ? code().passed(reading.subject(), finding)
            : code()
                .failed(
                    reading.subject(),
                    finding,
                    "Let NTP keep the clocks of all machines, such as by chrony."));
  }

  /** By how much a server is ahead at least, seen that its answer came between two moments. */
  static long skewMillis(long asked, long server, long answered) {
    return server < asked ? server - asked : Math.max(0, server - answered);
  }
}
