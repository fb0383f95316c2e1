package io.tributary.common.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE EXTENSION vector | vector |",
        "create extension if not exists vector with schema public | vector |",
        "CREATE EXTENSION \"uuid-ossp\" SCHEMA app VERSION '1.1' CASCADE | \"uuid-ossp\" | VERSION '1.1'",
      })
  void goesWhereTheTargetHasItsExtensions(String sql, String name, String version) {
    assertThat(ExtensionStatement.in("Shared", sql).orElseThrow())
        .containsExactly(
            "CREATE SCHEMA IF NOT EXISTS \"Shared\"",
            "CREATE EXTENSION IF NOT EXISTS "
                + name
                + " WITH SCHEMA \"Shared\""
                + (version == null ? "" : " " + version)
                + " CASCADE");
  }

  @ParameterizedTest
  @CsvSource({"CREATE TABLE extension (id int)", "ALTER EXTENSION vector UPDATE"})
  void otherStatementsStayAsTheyAre(String sql) {
    assertThat(ExtensionStatement.in("Shared", sql)).isEmpty();
  }
}
