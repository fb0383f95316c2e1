package io.tributary.validator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.DigestBatch;
import io.tributary.validator.digest.DigestExpressions;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableStatementsTest {
  private static final TableName NAME = new TableName("My \"App\"", "T?able");
  private static final DigestExpressions MD5 = new DigestExpressions(true, false);
  private static final DigestExpressions CONVERTED = new DigestExpressions(false, false);
  private static final DigestExpressions OWN = new DigestExpressions(true, true);
  private static final KeyColumn ID = new KeyColumn("Id", "integer", true, "");
  private static final KeyColumn CODE = new KeyColumn("code", "text", true, "c|de_DE|1");

  @Test
  void quotesEveryNameAndBindsEveryValue() {
    BoundStatement bound = keyed().digest(new KeyRange(List.of("1", "q'"), List.of("9", "y")));
    assertThat(bound.sql())
        .contains("ONLY \"My \"\"App\"\"\".\"T?able\" AS t")
        .contains("(t.\"Id\", t.\"code\" COLLATE \"C\") > (CAST(? AS integer), CAST(? AS text))")
        .contains("md5(ROW(t.\"Id\", t.\"code\", t.\"v\")::text)")
        .doesNotContain("q'");
    assertThat(bound.parameters()).containsExactly("1", "q'", "9", "y");
  }

  @Test
  void looksUpEachIdByItsKeyAndCountsARowOnce() {
    BoundStatement bound = keyed().countOf(List.of(RowId.of("1", "q'"), RowId.of("9", "y")));
    assertThat(bound.sql())
        .startsWith("SELECT count(*), 0, 0 FROM (SELECT DISTINCT")
        .contains("CAST(u0 AS integer) AS k0, CAST(u1 AS text) AS k1")
        .contains("FROM unnest(?::text[], ?::text[]) AS u(u0, u1)")
        .contains("WHERE t.\"Id\" = u.k0 AND t.\"code\" = u.k1 OFFSET 0");
    assertThat(bound.parameters()).containsExactly(List.of("1", "9"), List.of("q'", "y"));
  }

  @Test
  void readsPartitionsThroughTheirRootAndInheritanceNot() {
    TableShape root = new TableShape(NAME, true, List.of("v"), List.of());
    assertThat(new TableStatements(root, new KeyOrder(false, List.of()), MD5).digest().sql())
        .doesNotContain("ONLY");
  }

  @Test
  void hashesTheSameBytesWhateverTheServerStores() {
    TableShape shape = new TableShape(NAME, false, List.of("v"), List.of());
    assertThat(new TableStatements(shape, new KeyOrder(false, List.of()), CONVERTED).digest().sql())
        .contains("md5(convert_to(ROW(t.\"v\")::text, 'UTF8'))");
  }

  @Test
  void takesTheServersOwnHashesForSumsAndMd5ForSingleRows() {
    TableShape shape = new TableShape(NAME, false, List.of("v"), List.of());
    TableStatements sql = new TableStatements(shape, new KeyOrder(false, List.of()), OWN);
    assertThat(sql.digest().sql())
        .contains("hashtextextended(h, 1)")
        .contains("hashtextextended(h, 2)")
        .contains("ROW(t.\"v\")::text COLLATE \"C\" AS h")
        .doesNotContain("md5");
    assertThat(sql.rowsIn(KeyRange.ALL).sql()).contains("md5(ROW(t.\"v\")::text)");
    assertThat(sql.buckets(3).sql())
        .contains("left(md5(ROW(t.\"v\")::text), 3) AS bucket")
        .contains("ROW(t.\"v\")::text COLLATE \"C\" AS h");
  }

  @Test
  void findsRowsWithoutKeyByTheirHash() {
    TableShape shape = new TableShape(NAME, false, List.of("v"), List.of());
    TableStatements sql = new TableStatements(shape, new KeyOrder(false, List.of()), MD5);
    BoundStatement bound = sql.rowsOf(List.of(RowId.of("h1"), RowId.of("h2")));
    assertThat(bound.sql()).contains("WHERE md5(ROW(t.\"v\")::text) = ANY(?)");
    assertThat(bound.parameters()).containsExactly(List.of("h1", "h2"));
  }

  @Test
  void printsValuesWithoutCastsThatTheOwnerOfATypeCouldHaveMade() {
    TableStatements sql = keyed();
    for (BoundStatement each :
        List.of(
            sql.boundaries(KeyRange.ALL, 5),
            sql.boundary(KeyRange.ALL, 5),
            sql.buckets(3),
            sql.rowsIn(List.of("abc")),
            sql.columnTexts(List.of(RowId.of("1", "a"))))) {
      assertThat(each.sql()).doesNotContain("\"::text", "k0::text", "k1::text");
    }
    assertThat(sql.columnTexts(List.of()).sql())
        .contains("CASE WHEN num_nulls(t.\"v\") = 0 THEN format('%s', t.\"v\") END");
  }

  @Test
  void gluesStatementsTogetherWithTheirParametersInOrder() {
    KeyRange upToOne = new KeyRange(null, List.of("1", "a"));
    BoundStatement union = DigestBatch.union(List.of(keyed().digest(upToOne), keyed().count()));
    assertThat(union.sql()).startsWith("SELECT 0, count(*)").contains(" UNION ALL SELECT 1, ");
    assertThat(union.parameters()).containsExactly("1", "a");
  }

  private static TableStatements keyed() {
    TableShape shape = new TableShape(NAME, false, List.of("Id", "code", "v"), List.of(ID, CODE));
    return new TableStatements(shape, new KeyOrder(true, List.of(false, true)), MD5);
  }
}
