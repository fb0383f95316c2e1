package io.tributary.cdc.apply.back;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.PlainDatabase;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WayBack;
import io.tributary.fixture.PostgresFixture;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Both streams of a PostgreSQL source. */
final class TwoWayMigration extends TwoWayStreams {
  final PlainDatabase source;

  TwoWayMigration(ApplyService apply, String... statements) throws IOException {
    super(
        apply,
        database ->
            PostgresSource.of(
                    "legacy",
                    TargetEnd.connection(PostgresFixture.source(), database),
                    List.of(new SchemaMapping("public", "app", Map.of(), List.of(), List.of())))
                .with(WayBack.REPLICATE));
    this.source = new PlainDatabase(PostgresFixture.source(), database());
    source.run(statements);
  }

  /** Copies everything, and has both streams run. */
  TwoWayMigration started() {
    begin();
    return this;
  }

  /** The source as its application, which is its owner. */
  Connection asLegacyApplication() throws SQLException {
    return PostgresFixture.source().connect(database());
  }

  @Override
  public void close() throws Exception {
    super.close();
    source.close();
  }
}
