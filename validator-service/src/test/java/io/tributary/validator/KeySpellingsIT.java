package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Scope;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A change topic has keys as their types print them. Whatever that looks like beside what else the
 * server makes of the value, the row of the key is the one that is compared.
 */
class KeySpellingsIT {
  /** A table of so many rows is read by its changed keys. */
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 50, 100, 1_000, 1_000_000, 20, 1 << 20, 1_000_000);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "boolean       ; g = 1                                       ; t                  ; 1",
        "char(8)       ; 'k' || g                                    ; \"k17     \"       ; 17",
        "inet          ; '10.0.0.0'::inet + g                        ; 10.0.0.17          ; 17",
        "numeric       ; g + 0.50                                    ; 17.50              ; 17",
        "float8        ; g / 1e10                                    ; 1.7e-09            ; 17",
        "timestamptz   ; timestamptz 'epoch' + g * interval '1 min'  ; 1970-01-01 00:17:00+00 ; 17",
        "bytea         ; int4send(g)                                 ; \\x00000011        ; 17",
        "interval      ; g * interval '1 hour'                       ; 17:00:00           ; 17",
        "$S.yes        ; g = 1                                       ; t                  ; 1",
        "$S.padded     ; 'k' || g                                    ; \"k17     \"       ; 17",
        "$S.address    ; '10.0.0.0'::inet + g                        ; 10.0.0.17          ; 17",
      })
  void findsAChangeThatWasLostWhateverItsKeyLooksLike(
      String type, String value, String printed, int changed) throws Exception {
    // given a table that was found equal
    try (TwoDatabases databases = TwoDatabases.create("spelled");
        ChangeTopic topic = new ChangeTopic("spelled");
        Comparing comparing = new Comparing(topic.prefix(), LIMITS)) {
      databases.onBoth(
          """
          CREATE DOMAIN $S.yes AS boolean;
          CREATE DOMAIN $S.padded AS char(8);
          CREATE DOMAIN $S.address AS inet;
          CREATE TABLE $S.big (k %s, n int, v text, PRIMARY KEY (k, n));
          INSERT INTO $S.big SELECT %s, g, 'v' || g FROM generate_series(1, 3000) g"""
              .formatted(type, value));
      databases.checkpoint(-1, Long.MAX_VALUE, null);
      Migration migration = TwoDatabases.migration(1_000, databases);
      comparing.desire(migration, MigrationGoal.REPLICATE, 1, null);
      awaitThat(() -> comparing.observed.stream().anyMatch(ValidationObserved::allEqual));
      comparing.pause(migration, 2, null);

      // when a change of one of its rows does not arrive, and is compared behind the fence alone:
      // a rehearsal would find it by its key too, and then compare all rows as long as it lasts
      databases.onTarget("UPDATE $S.big SET v = 'lost' WHERE n = " + changed);
      long applied = topic.change(Map.of("k", printed, "n", "" + changed));
      databases.checkpoint(applied, Long.MAX_VALUE, null);
      comparing.desire(migration, MigrationGoal.FENCE, 3, "cut-1");
      databases.checkpoint(applied, Long.MAX_VALUE, "cut-1");
      awaitThat(
          () -> comparing.observed.stream().anyMatch(o -> "cut-1".equals(o.verifiedCutoverId())));

      // then
      TableVerdict verdict =
          comparing.observed.stream()
              .filter(o -> "cut-1".equals(o.verifiedCutoverId()))
              .findFirst()
              .orElseThrow()
              .tables()
              .get(0);
      assertThat(verdict.verdict()).isEqualTo(Verdict.DIFFERENT);
      assertThat(verdict.scope()).isEqualTo(Scope.CHANGED_SINCE_EQUAL);
      assertThat(verdict.findings().differences())
          .extracting(difference -> difference.key().get("n"))
          .containsExactly("" + changed);
    }
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(90)).until(condition);
  }
}
