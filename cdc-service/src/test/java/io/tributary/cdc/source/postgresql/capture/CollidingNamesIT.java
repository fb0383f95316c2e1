package io.tributary.cdc.source.postgresql.capture;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.source.ChangesTopicReader;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams whose names are one text when they are joined, and installations beside each other. */
class CollidingNamesIT {
  private static final Duration LIMIT = WatchedCapture.LIMIT;
  private static final String SLOTS = "SELECT count(*) FROM pg_replication_slots WHERE database = ";

  private final String name = "a" + UUID.randomUUID().toString().substring(0, 8);
  private CapturedSource captured;

  @BeforeEach
  void create() throws Exception {
    captured =
        new CapturedSource(
            name,
            "CREATE SCHEMA app",
            "CREATE TABLE app.item (id int PRIMARY KEY, note text)",
            "INSERT INTO app.item VALUES (1, 'from the snapshot')");
  }

  @AfterEach
  void drop() {
    captured.drop();
  }

  @Test
  void streamsWhoseNamesJoinToTheSameTextStandBesideEachOther() throws Exception {
    // given
    MovingSource one = moving(name, "b-c");
    MovingSource other = moving(name + "-b", "c");
    PostgresCaptureService capture = captured.service(Map.of());
    capture.ensure(one);
    try (ChangesTopicReader first = new ChangesTopicReader(topic(one))) {
      await().atMost(LIMIT).until(() -> first.count("from the snapshot") == 1);

      // when
      capture.ensure(other);
      try (ChangesTopicReader second = new ChangesTopicReader(topic(other))) {
        await().atMost(LIMIT).until(() -> second.count("from the snapshot") == 1);
      }
      outlast(() -> capture.remove(other));

      // then: the first goes on with the slot that it had
      captured.execute("INSERT INTO app.item VALUES (2, 'goes on')");
      await().atMost(LIMIT).until(() -> first.count("goes on") == 1);
      assertThat(first.count("from the snapshot")).isEqualTo(1);
      assertThat(slots()).isEqualTo("1");
    } finally {
      outlast(() -> capture.remove(one));
    }
    assertThat(slots()).isEqualTo("0");
  }

  @Test
  void installationsWithPrefixesOfTheirOwnStandBesideEachOther() throws Exception {
    // given: two targets, so that neither knows what the other keeps
    CapturedSource elsewhere = new CapturedSource(name + "-t", "CREATE SCHEMA app");
    String worker = ConnectFixture.worker().restUrl();
    PostgresCaptureService blue = captured.service("blue-" + name, worker, Map.of());
    PostgresCaptureService green = captured.service("green-" + name, worker, Map.of());
    MovingSource here = captured.moving();
    MovingSource there = into(elsewhere);
    try {
      // when
      blue.ensure(here);
      green.ensure(there);

      // then
      await().atMost(LIMIT).until(() -> slots().equals("2"));
      outlast(() -> green.remove(there));
      assertThat(slots()).isEqualTo("1");
      assertThat(captured.value("SELECT count(*) FROM pg_publication")).isEqualTo("1");
    } finally {
      outlast(() -> blue.remove(here));
      elsewhere.drop();
    }
  }

  @Test
  void whatAnotherInstallationHasMadeUnderTheSameNameIsNeitherUsedNorRemoved() throws Exception {
    // given
    CapturedSource elsewhere = new CapturedSource(name + "-t", "CREATE SCHEMA app");
    PostgresCaptureService capture = captured.service(Map.of());
    capture.ensure(captured.moving());
    await().atMost(LIMIT).until(() -> slots().equals("1"));
    MovingSource same = into(elsewhere);
    try {
      // when, then
      assertThatThrownBy(() -> captured.service(Map.of()).ensure(same))
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> assertThat(e.report().code()).isEqualTo("TRB-CAPTURE-MADE-BY-OTHERS"));
      try (CaptureSession session = new CaptureSession(new Databases(), same)) {
        new SourceRestoration(
                new TopicNames("tributary").capture(same.stream()),
                captured.connectors("tributary", ConnectFixture.worker().restUrl(), Map.of()))
            .restore(
                session,
                new IdentityNotes(
                    new PreparationStore(new Databases(), same.target(), same.stream()),
                    Optional.empty()));
      }
      assertThat(slots()).isEqualTo("1");
      assertThat(captured.value("SELECT count(*) FROM pg_publication")).isEqualTo("1");
    } finally {
      outlast(() -> capture.remove(captured.moving()));
      elsewhere.drop();
    }
  }

  private String slots() throws Exception {
    return captured.value(SLOTS + "current_database()");
  }

  private MovingSource moving(String migration, String source) {
    Migration usual = captured.migration();
    PostgresSource legacy = usual.source("legacy").postgres();
    Source named =
        PostgresSource.of(source, legacy.connection(), legacy.schemas()).with(InitialCopy.STREAM);
    Migration renamed =
        new Migration(
            migration, usual.target(), List.of(named), usual.cutover(), usual.validation());
    return new MovingSource(renamed, named);
  }

  /** The same source for a migration of the same name into another target. */
  private MovingSource into(CapturedSource other) {
    Migration usual = captured.migration();
    Migration elsewhere =
        new Migration(
            usual.name(),
            other.migration().target(),
            usual.sources(),
            usual.cutover(),
            usual.validation());
    return new MovingSource(elsewhere, usual.source("legacy"));
  }

  private static String topic(MovingSource moving) {
    return "tributary.%s.%s.changes".formatted(moving.migration().name(), moving.source().name());
  }
}
