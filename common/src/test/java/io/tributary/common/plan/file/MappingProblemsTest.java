package io.tributary.common.plan.file;

import static io.tributary.common.plan.file.MigrationFileTest.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class MappingProblemsTest {

  @Test
  void refusesTwoSourcesThatFillOneSchemaAndNamesBoth() {
    // when
    List<FileProblem> problems = problems(ExampleFile.with("to: n8n}", "to: letta_agents}"));

    // then
    assertThat(problems)
        .filteredOn(p -> p.code().equals("TRB-PLAN-TARGET-TWICE"))
        .singleElement()
        .satisfies(p -> assertThat(p.line()).isEqualTo(21))
        .satisfies(p -> assertThat(p.message()).contains("\"letta\"").contains("\"n8n\""));
    assertThat(problems).extracting(FileProblem::code).contains("TRB-PLAN-SCHEMA-NOT-USED");
  }

  @Test
  void refusesASchemaThatTheTargetDoesNotList() {
    // when
    List<FileProblem> problems =
        problems(
            ExampleFile.with(
                "source_passages: letta_embeddings", "source_passages: leta_embeddings"));

    // then
    assertThat(problems).singleElement();
    assertThat(problems.get(0).code()).isEqualTo("TRB-PLAN-SCHEMA-NOT-LISTED");
    assertThat(problems.get(0).key()).isEqualTo("sources[0].schemas[0].tables.source_passages");
    assertThat(problems.get(0).message()).contains("did you mean \"letta_embeddings\"");
  }

  @Test
  void refusesAListedSchemaThatNothingLeadsTo() {
    // when
    List<FileProblem> problems =
        problems(
            ExampleFile.with(
                "  schemas:\n    letta_agents:",
                "  schemas:\n    spare: {role: spare}\n    letta_agents:"));

    // then
    assertThat(problems)
        .extracting(FileProblem::code, FileProblem::line)
        .containsExactly(tuple("TRB-PLAN-SCHEMA-NOT-USED", 6));
  }

  @Test
  void letsOneSourceSendDistinctNamedTablesToOneSchema() {
    // given
    String yaml = twoMappings("{a: shared}", "{b: shared}");

    // then
    assertThat(MigrationFile.parse(yaml).sources()).hasSize(1);
  }

  @Test
  void refusesOneTableNamedByTwoMappings() {
    // when
    List<FileProblem> problems = problems(twoMappings("{a: shared}", "{a: shared}"));

    // then
    assertThat(problems).extracting(FileProblem::code).containsExactly("TRB-PLAN-TARGET-TWICE");
  }

  @Test
  void refusesANamedTableWhereAnotherMappingTakesAllTables() {
    // when
    List<FileProblem> problems = problems(twoMappings("{a: two}", "{b: shared}"));

    // then
    assertThat(problems).extracting(FileProblem::code).containsExactly("TRB-PLAN-TARGET-TWICE");
  }

  private static String twoMappings(String first, String second) {
    return """
        migration: m
        target:
          connection: {host: h, database: d, user: u, tls-unverified: accepted}
          schemas: {one: {role: r}, two: {role: r}, shared: {role: r}}
        sources:
          - name: s
            kind: postgresql
            connection: {host: s, database: d, user: u, tls-unverified: accepted}
            schemas:
              - {from: one, to: one, tables: %s}
              - {from: two, to: two, tables: %s}
        """
        .formatted(first, second);
  }
}
