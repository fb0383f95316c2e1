package io.tributary.mapping.sqlite.translation;

import static io.tributary.mapping.sqlite.translation.DeclaredColumns.codes;
import static io.tributary.mapping.sqlite.translation.DeclaredColumns.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.mapping.remark.RemarkCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "INT ~ bigint",
        "bigint unsigned ~ bigint",
        "VARCHAR(20) ~ varchar(20)",
        "NVARCHAR ( 160 ) ~ varchar(160)",
        "CHAR(36) ~ varchar(36)",
        "VARCHAR(99999999) ~ text",
        "CLOB ~ text",
        "DECIMAL(10,2) ~ numeric(10,2)",
        "NUMERIC ~ numeric",
        "DECIMAL(5) ~ numeric(5,0)",
        "DECIMAL(3,7) ~ numeric",
        "BOOLEAN ~ boolean",
        "DATETIME ~ timestamp",
        "datetime(3) ~ timestamp(3)",
        "DATE ~ date",
        "TIME ~ time",
        "REAL ~ double precision",
        "DOUBLE PRECISION ~ double precision",
        "FLOATING POINT ~ double precision",
        "BLOB ~ bytea",
        "JSON ~ jsonb",
        "UUID ~ uuid",
        "^^ ~ text",
        "STRING ~ text"
      })
  void choosesTypesByTheirDeclaration(String declared, String expected) {
    DerivedSchema plan = plan("CREATE TABLE t (id INTEGER PRIMARY KEY, c " + declared + ")");
    assertThat(plan.columns().get(1).conversion().targetType()).isEqualTo(expected);
    assertThat(plan.preData().get(1)).contains("\"c\" " + expected + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "TEXT DEFAULT \"quoted\" ~ 'quoted'::text",
        "TEXT DEFAULT idle ~ 'idle'::text",
        "TEXT DEFAULT 1.0 ~ '1.0'::text",
        "INT DEFAULT '7' ~ '7'::bigint",
        "INT DEFAULT 0x10 ~ '16'::bigint",
        "INT DEFAULT -1 ~ '-1'::bigint",
        "INT DEFAULT (1 + 2) ~ (1::bigint + 2)",
        "BOOLEAN DEFAULT 0 ~ 'false'::boolean",
        "BOOLEAN DEFAULT TRUE ~ 'true'::boolean",
        "BLOB DEFAULT x'00FF' ~ E'\\\\x00ff'::bytea",
        "JSON DEFAULT '{}' ~ '{}'::jsonb",
        "NUMERIC(4,2) DEFAULT 1.5 ~ '1.50'::numeric(4,2)",
        "TEXT DEFAULT CURRENT_TIMESTAMP ~ to_char((statement_timestamp() AT TIME ZONE 'UTC'), 'YYYY-MM-DD HH24:MI:SS')",
        "DATETIME DEFAULT (datetime('NOW')) ~ date_trunc('second', (statement_timestamp() AT TIME ZONE 'UTC'))",
        "DATETIME(3) DEFAULT (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')) ~ date_trunc('milliseconds', (statement_timestamp() AT TIME ZONE 'UTC'))",
        "INT DEFAULT (strftime('%s','now')) ~ floor(extract(epoch FROM statement_timestamp()))::bigint",
        "DATE DEFAULT CURRENT_DATE ~ (statement_timestamp() AT TIME ZONE 'UTC')::date"
      })
  void writesDefaultsAsSqliteMeansThem(String declared, String expected) {
    DerivedSchema plan = plan("CREATE TABLE t (id INTEGER PRIMARY KEY, c " + declared + ")");
    assertThat(plan.preData().get(1)).contains("DEFAULT (" + expected + ")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "INT DEFAULT 'x'",
        "BOOLEAN DEFAULT 'maybe'",
        "VARCHAR(2) DEFAULT 'abc'",
        "INT DEFAULT CURRENT_TIMESTAMP",
        "TEXT DEFAULT (lower(hex(randomblob(16))))",
        "JSON DEFAULT '{'"
      })
  void reportsDefaultsThatDoNotFit(String declared) {
    DerivedSchema plan = plan("CREATE TABLE t (id INTEGER PRIMARY KEY, c " + declared + ")");
    assertThat(plan.preData().get(1)).doesNotContain("DEFAULT (");
    assertThat(codes(plan)).contains(RemarkCode.DEFAULT_LEFT_OUT);
  }
}
