package io.tributary.orchestrator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.orchestrator.Plans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetirementListTest {

  @Test
  void asksForTheEndOfTheMigrationFirstAndForADropLastWhateverTheDatabaseIsCalled() {
    DatabaseAddress address =
        new DatabaseAddress("old.internal", 5433, "my \"db\"'s", "o'neil", null, TlsMode.DISABLE);

    List<RetirementStep> steps =
        steps(PostgresSource.of("old", address, List.of(mapping("pub'lic"))));

    assertThat(steps.get(0).what()).startsWith("Order complete for migration shop");
    assertThat(commands(steps))
        .anyMatch(sql -> sql.contains("datname = 'my \"db\"''s' AND"))
        .anyMatch(sql -> sql.contains("'tributary_fence', 'pub''lic')"))
        .contains(
            "pg_dump --host=old.internal --port=5433 --username='o'\\''neil' --format=custom"
                + " --file='my \"db\"'\\''s-last.dump' 'my \"db\"'\\''s'")
        .endsWith("DROP DATABASE \"my \"\"db\"\"'s\";");
  }

  @Test
  void quotesFilesForTheShell() {
    assertThat(commands(steps(SqliteSource.of("old", "/srv/it's old.db", mapping("main")))))
        .containsExactly(
            "fuser --verbose '/srv/it'\\''s old.db'",
            "sqlite3 -readonly '/srv/it'\\''s old.db'"
                + " 'VACUUM INTO '\\''/srv/it'\\'''\\''s old.db.last'\\'''",
            "mv '/srv/it'\\''s old.db' '/srv/it'\\''s old.db.retired'",
            "rm '/srv/it'\\''s old.db.retired'");
    assertThat(
            commands(
                steps(
                    ChromaSource.of(
                        "old", "/srv/chroma", List.of(mapping("d")), ConversionRules.UNSAID))))
        .startsWith("fuser --verbose /srv/chroma/chroma.sqlite3")
        .endsWith("rm --recursive /srv/chroma.retired");
  }

  private static List<RetirementStep> steps(Source source) {
    Migration plan = Plans.of("shop");
    Migration of =
        new Migration(
            plan.name(), plan.target(), List.of(source), plan.cutover(), plan.validation());
    assertThat(new RetirementList(of).steps(Direction.BACK)).isEmpty();
    return new RetirementList(of).steps(Direction.OUT);
  }

  private static List<String> commands(List<RetirementStep> steps) {
    return steps.stream().flatMap(step -> step.commands().stream()).toList();
  }

  private static SchemaMapping mapping(String from) {
    return new SchemaMapping(from, "shop", Map.of(), List.of(), List.of());
  }
}
