package io.tributary.local.version;

import io.tributary.fixture.PostgresVersion;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The versions between which fail-overs are tried: those of the pair that the profile {@code
 * versions} names, and 17 where it names none.
 *
 * @param source of sources
 * @param target of targets
 */
record FailoverServers(PostgresVersion source, PostgresVersion target) {
  private static final int FIRST = 17;

  /** Skips the test before PostgreSQL 17, where no standby carries slots along. */
  static FailoverServers required() {
    FailoverServers servers =
        new FailoverServers(
            PostgresVersion.ofSide("source", FIRST), PostgresVersion.ofSide("target", FIRST));
    for (PostgresVersion version : List.of(servers.source, servers.target)) {
      Assumptions.assumeTrue(version.major() >= FIRST, "no standby carries slots along");
      Assumptions.assumeTrue(version.missing().isEmpty(), () -> version.missing().orElse(""));
    }
    return servers;
  }
}
