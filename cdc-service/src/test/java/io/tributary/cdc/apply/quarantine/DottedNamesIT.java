package io.tributary.cdc.apply.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.cdc.apply.fixture.TargetDatabase;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WayBack;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.vertx.mutiny.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Rows that are kept aside of a Chroma database whose name has dots in it. */
class DottedNamesIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ApplySettings SETTINGS =
      new SmallRyeConfigBuilder()
          .withMapping(ApplySettings.class)
          .build()
          .getConfigMapping(ApplySettings.class);

  @AfterAll
  static void close() {
    VERTX.closeAndAwait();
  }

  @Test
  void findsARowAgainUnderTheNameThatItWasPutUnder() throws Exception {
    // given
    String name = "m" + UUID.randomUUID().toString().substring(0, 8);
    StreamId stream = new StreamId(name, "src");
    SchemaMapping mapping = new SchemaMapping("team.a", "app", Map.of(), List.of(), List.of());
    QuarantineStore store =
        new QuarantineStore(
            stream,
            new ChromaSource(
                "src",
                "/chroma",
                List.of(mapping),
                Optional.empty(),
                ConversionRules.UNSAID,
                WhenEmpty.ALLOWED,
                WayBack.NONE));
    SourceKey key = SourceKey.read(new TableName("team.a", "notes.of.all"), "[\"r1\"]");
    try (TargetDatabase target = new TargetDatabase(PostgresFixture.target(), "apply_" + name);
        ApplySession session = session(target.migration(name))) {
      // when
      store.put(
          session,
          List.of(
              new RefusedRow(
                  key,
                  null,
                  QuarantineReason.TARGET_REFUSED,
                  "too long",
                  "too long",
                  new RowImage(List.of("id"), List.of("r1")),
                  1)));
      // then
      assertThat(store.keys(session)).isEqualTo(Set.of(key));
      // when
      store.remove(session, Set.of(key));
      // then
      assertThat(store.keys(session)).isEmpty();
    }
  }

  private static ApplySession session(Migration migration) {
    MovingSource moving = new MovingSource(migration, migration.source("src"));
    return ApplySession.open(VERTX, moving, AllGrants.secrets(), SETTINGS);
  }
}
