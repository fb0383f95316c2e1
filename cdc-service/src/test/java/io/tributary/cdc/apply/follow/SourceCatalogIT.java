package io.tributary.cdc.apply.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCatalogIT {
  private static final String NAME = "catalog_of_source";

  @Test
  void answersOnceTheServerHasEndedTheSessionThatRested(@TempDir Path directory) throws Exception {
    PostgresServer server = PostgresFixture.source();
    Path password = Files.writeString(directory.resolve("password"), server.password());
    server.createDatabase(NAME);
    Source source =
        PostgresSource.of(
            "legacy",
            new DatabaseAddress(
                server.host(),
                server.port(),
                NAME,
                server.superuser(),
                SecretRef.file(password.toString()),
                TlsMode.DISABLE),
            List.of(new SchemaMapping("public", "legacy", Map.of(), List.of(), List.of())));
    try (Connection other = server.connect(NAME);
        Statement statement = other.createStatement();
        SourceCatalog catalog = new SourceCatalog(new Databases(), source)) {
      statement.execute("CREATE TABLE public.t (id int PRIMARY KEY)");
      long oid;
      try (ResultSet row = statement.executeQuery("SELECT 'public.t'::regclass::oid")) {
        row.next();
        oid = row.getLong(1);
      }
      // given
      assertThat(catalog.byOid(oid)).isPresent();

      // when
      statement.execute(
          "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

      // then
      assertThat(catalog.byOid(oid)).isPresent();
    }
  }
}
