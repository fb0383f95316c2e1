package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.reconcile.DesiredRecords.UnreadableOrder;
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

class DesiredRecordsTest {
  private final List<String> done = new ArrayList<>();
  private final List<UnreadableOrder> unreadable = new ArrayList<>();
  private final DesiredRecords records =
      new DesiredRecords(
          new DesiredRecords.Orders() {
            @Override
            public void desire(DesiredState desired) {
              done.add(desired.goal() + " " + desired.generation());
              if (desired.generation() == 13) {
                throw new IllegalStateException("thirteen");
              }
            }

            @Override
            public void forget(String migration) {
              done.add("forget " + migration);
            }

            @Override
            public void unreadable(UnreadableOrder order) {
              unreadable.add(order);
            }
          });

  @Test
  void carriesOutTheOthersWhenOneCannotBeRead() {
    // given what a newer orchestrator has written between records that are as ever
    Map<String, byte[]> latest = new LinkedHashMap<>();
    latest.put(
        "newer",
        utf8(
            "{'goal':'REWIND','generation':7,'migration':{'name':'newer','sources':[{'name':'a'},{'name':'b'}]}}"));
    latest.put("broken", utf8("no JSON at all"));
    latest.put("empty", new byte[0]);
    latest.put("shop", order(3));
    latest.put("gone", null);
    // when
    records.carryOut(latest);
    // then
    assertThat(done).containsExactly("REPLICATE 3", "forget gone");
    assertThat(unreadable)
        .extracting(UnreadableOrder::migration)
        .containsExactly("newer", "broken", "empty");
    UnreadableOrder newer = unreadable.get(0);
    assertThat(newer.generation()).isEqualTo(7);
    assertThat(newer.sources()).containsExactly("a", "b");
    assertThat(newer.error().code()).isEqualTo("TRB-RECONCILE-ORDER-UNREADABLE");
    assertThat(newer.error().message()).contains("migration newer").contains("REWIND");
    assertThat(unreadable.get(1).sources()).isEmpty();
  }

  @Test
  void carriesOutTheOthersWhenOneFails() {
    Map<String, byte[]> latest = new LinkedHashMap<>();
    latest.put("thirteen", order(13));
    latest.put("shop", order(3));
    records.carryOut(latest);
    assertThat(done).containsExactly("REPLICATE 13", "REPLICATE 3");
  }

  @Test
  void readsOrdersWithMembersThatItDoesNotKnow() {
    String newer =
        new String(order(3), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"tomorrow\":[1],");
    records.carryOut(Map.of("shop", newer.getBytes(StandardCharsets.UTF_8)));
    assertThat(done).containsExactly("REPLICATE 3");
    assertThat(unreadable).isEmpty();
  }

  @Test
  void carriesOutNoOrderOfANewerFormat() {
    String newer =
        new String(order(3), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"format\":99,");
    records.carryOut(Map.of("shop", newer.getBytes(StandardCharsets.UTF_8)));
    assertThat(done).isEmpty();
    assertThat(unreadable).hasSize(1);
    assertThat(unreadable.get(0).error().message()).contains("format 99");
  }

  private static byte[] order(long generation) {
    return Json.write(
        new DesiredState(
            MigrationFile.parse(
                """
                migration: shop
                target:
                  connection: {host: localhost, port: 1, database: d, user: u, password: {env: P}}
                  schemas: {shop: {role: shop}}
                sources:
                  - name: legacy
                    kind: sqlite
                    file: /a.db
                    schemas: [{from: main, to: shop}]
                """),
            generation,
            MigrationGoal.REPLICATE,
            null,
            null,
            false,
            Instant.EPOCH));
  }

  private static byte[] utf8(String quoted) {
    return quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
