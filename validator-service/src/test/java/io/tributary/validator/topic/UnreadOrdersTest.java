package io.tributary.validator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.json.Json;
import io.tributary.common.plan.file.MigrationFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One migration that cannot be validated keeps no other waiting. */
class UnreadOrdersTest {
  private final UnreadOrders orders = new UnreadOrders();
  private final List<String> done = new ArrayList<>();

  @Test
  void carriesOutTheOthersWhenOneCannotBeReadOrFails() {
    // given
    orders.note("newer", "{'goal':'REWIND'}".replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    orders.note("failing", order("failing", 13));
    orders.note("shop", order("shop", 3));
    orders.note("gone", null);

    // when
    carryOut();

    // then
    assertThat(done).containsExactly("shop 3", "forget gone");
    assertThat(orders.isEmpty()).isTrue();
  }

  @Test
  void carriesOutTheLatestOfEachMigrationOnce() {
    // given
    orders.note("shop", order("shop", 3));
    orders.note("shop", order("shop", 4));

    // when
    carryOut();
    carryOut();

    // then
    assertThat(done).containsExactly("shop 4");
  }

  @Test
  void carriesOutNothingThatAnotherInstanceHasTakenOver() {
    // given
    orders.note("shop", order("shop", 3));

    // when
    orders.clear();
    carryOut();

    // then
    assertThat(done).isEmpty();
  }

  private void carryOut() {
    orders.carryOut(
        desired -> {
          if (desired.migration().name().equals("failing")) {
            throw new IllegalStateException("this one cannot be watched");
          }
          done.add(desired.migration().name() + " " + desired.generation());
        },
        migration -> done.add("forget " + migration));
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
