package io.tributary.validator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.json.Json;
import io.tributary.common.plan.file.MigrationFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One migration that cannot be validated keeps no other waiting. */
class DesiredOrdersTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void carriesOutTheOthersWhenOneCannotBeReadOrFails() {
    // given
    Map<String, byte[]> latest = new LinkedHashMap<>();
    latest.put("newer", "{'goal':'REWIND'}".replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    latest.put("failing", order("failing", 13));
    latest.put("shop", order("shop", 3));
    latest.put("gone", null);

    // when
    new DesiredOrders(this::desire, migration -> done.add("forget " + migration)).carryOut(latest);

    // then
    assertThat(done).containsExactly("shop 3", "forget gone");
  }

  private void desire(DesiredState desired) {
    if (desired.migration().name().equals("failing")) {
      throw new IllegalStateException("this one cannot be watched");
    }
    done.add(desired.migration().name() + " " + desired.generation());
  }

  private static byte[] order(String migration, long generation) {
    return Json.write(
        new DesiredState(
            MigrationFile.parse(
                """
                migration: %s
                target:
                  connection: {host: localhost, port: 1, database: d, user: u, password: {env: P}}
                  schemas: {shop: {role: shop}}
                sources:
                  - name: legacy
                    kind: postgresql
                    connection: {host: localhost, port: 1, database: o, user: u, password: {env: P}}
                    schemas: [{from: public, to: shop}]
                """
                    .formatted(migration)),
            generation,
            MigrationGoal.REPLICATE,
            null,
            null,
            false,
            Instant.EPOCH));
  }
}
