package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.fixture.CuttingProxy;
import io.tributary.fixture.PostgresFixture;
import io.tributary.validator.config.ValidatorLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two validators with one worker each compare a table of 60,000 rows in 120 ranges. */
class HelpedUnderLoadIT {
  private static final int ROWS = 60_000;
  private static final ValidatorLimits LIMITS =
      new ValidatorLimits(12, 100_000, 10_000, 100, 1_000, 1_000_000, 20, 1 << 20, 500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final List<Comparing> instances = new ArrayList<>();
  private ChangeTopic topic;
  private TwoDatabases databases;
  private CuttingProxy line;
  private Migration migration;

  @BeforeEach
  void start() throws Exception {
    databases = new TwoDatabases("shared", "target_of_shared", true);
    topic = new ChangeTopic("shared");
    line = new CuttingProxy(PostgresFixture.source());
    migration = behind(line);
    databases.onBoth("CREATE TABLE $S.big (id int PRIMARY KEY, v text)");
    databases.onBoth(
        "INSERT INTO $S.big SELECT g, 'v' || g FROM generate_series(1, " + ROWS + ") g");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
  }

  @AfterEach
  void stop() {
    instances.forEach(Comparing::close);
    topic.close();
    line.close();
    databases.close();
  }

  private Migration behind(CuttingProxy proxy) {
    Migration near = TwoDatabases.migration(100, databases);
    PostgresSource source = (PostgresSource) near.sources().get(0);
    DatabaseAddress address = source.connection();
    return new Migration(
        near.name(),
        near.target(),
        List.of(
            PostgresSource.of(
                source.name(),
                new DatabaseAddress(
                    "127.0.0.1",
                    proxy.port(),
                    address.database(),
                    address.user(),
                    address.password(),
                    TlsMode.DISABLE),
                List.of(
                    new SchemaMapping(
                        "app", databases.targetSchema(), Map.of(), List.of(), List.of())))),
        near.cutover(),
        new ValidationSettings(3_600_000, 100, 0, new ComparisonLimits(1, 0)));
  }

  private Comparing comparing(Comparing instance) {
    instances.add(instance);
    instance.desire(migration, MigrationGoal.REPLICATE, 1, null);
    return instance;
  }

  @Test
  void isEqualWhileAWriterGoesOnAndAnotherInstanceHelps() throws Exception {
    // given
    line.slowTo(100_000);
    try (WritingMover writer = new WritingMover(databases, topic, 23)) {
      awaitThat(() -> writer.written() > 20);

      // when
      Comparing helper = comparing(Comparing.helping(topic.prefix(), LIMITS));
      Comparing owner = comparing(Comparing.patient(topic.prefix(), LIMITS, PATIENCE));
      awaitThat(() -> ledger(owner).verified() == 1);
      int before = writer.written();
      awaitThat(() -> writer.written() > before + 100);
      long last = writer.finish();

      // then
      awaitThat(() -> owner.covered == last);
      assertThat(helper.help.compared()).isPositive();
      assertThat(owner.verdicts).extracting(TableVerdict::verdict).containsOnly(Verdict.EQUAL);
      assertThat(ledger(owner).changedRows()).isZero();
    }
  }

  /** Prints how long each takes; on a slow line that is what the line lets pass. */
  @Test
  void dividesTheRangesOfASourceBehindASlowLineAmongTwoInstances() {
    // given
    line.slowTo(25_000);
    long alone = millisOfComparison(comparing(Comparing.patient(topic.prefix(), LIMITS, PATIENCE)));
    instances.forEach(Comparing::close);
    databases.onTarget("DELETE FROM tributary.ledger");

    // when
    Comparing helper = comparing(Comparing.helping(topic.prefix(), LIMITS));
    long together =
        millisOfComparison(comparing(Comparing.patient(topic.prefix(), LIMITS, PATIENCE)));

    // then
    System.out.printf(
        "helped comparison: %d of 121 ranges by the helper, %d ms together, %d ms alone%n",
        helper.help.compared(), together, alone);
    assertThat(helper.help.compared()).isBetween(12L, 109L);
    assertThat(together).isLessThan(alone);
  }

  private static long millisOfComparison(Comparing owner) {
    long begun = System.nanoTime();
    awaitThat(() -> owner.latest("app.big") != null);
    assertThat(owner.latest("app.big").verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(owner.latest("app.big").rows().sourceRows()).isEqualTo(ROWS);
    return (System.nanoTime() - begun) / 1_000_000;
  }

  private static LedgerObserved ledger(Comparing instance) {
    List<ValidationObserved> observed = instance.observed;
    return observed.isEmpty() ? LedgerObserved.NONE : observed.get(observed.size() - 1).ledger();
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(120)).until(condition);
  }
}
