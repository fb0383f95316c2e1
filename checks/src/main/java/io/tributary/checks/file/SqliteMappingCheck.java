package io.tributary.checks.file;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What cannot be moved as declared, and what the target will lack or do in another way. */
final class SqliteMappingCheck implements SqliteFileCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_MAPPING;
  private static final PreflightCode REMARKS = PreflightCode.SQLITE_REMARKS;
  private static final int SHOWN = 5;

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    try {
      return file.byDdlFile() ? byDdlFile(file) : derived(file);
    } catch (TributaryException e) {
      return List.of(
          CODE.failed(
              file.subject(), e.getMessage(), "Exclude the table, or name a DDL file for it."));
    }
  }

  /** What becomes of its columns is known once the target has read the DDL. */
  private static List<PreflightCheck> byDdlFile(SqliteReading file) {
    SqliteSchema schema = SqliteSchemaReader.read(file.basis().entries(), Map.of());
    return remarks(
        file,
        Stream.concat(
                schema.searches().stream().map(FullTextTable::leftToTheDdlFile),
                schema.remarks().stream())
            .toList());
  }

  private static List<PreflightCheck> derived(SqliteReading file) {
    SourceMapping mapping = MappingPlanner.plan(file.source(), file.basis());
    List<PreflightCheck> found = new ArrayList<>();
    mapping
        .problems()
        .forEach(
            problem ->
                found.add(
                    CODE.failed(
                        file.subject(), problem, "Correct the rules in the migration file.")));
    if (found.isEmpty()) {
      found.add(
          CODE.passed(
              file.subject(), mapping.tables().size() + " tables can be moved as declared."));
    }
    found.addAll(WayBackFindings.of(file.source(), file.basis(), mapping));
    found.addAll(remarks(file, mapping.remarks()));
    return found;
  }

  private static List<PreflightCheck> remarks(SqliteReading file, List<MappingRemark> remarks) {
    Map<RemarkCode, List<MappingRemark>> byCode =
        remarks.stream()
            .collect(Collectors.groupingBy(MappingRemark::code, TreeMap::new, Collectors.toList()));
    return byCode.entrySet().stream().map(e -> summed(file, e.getKey(), e.getValue())).toList();
  }

  /** A remark may end with a statement of the application's. */
  private static String ended(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static PreflightCheck summed(
      SqliteReading file, RemarkCode code, List<MappingRemark> remarks) {
    String names =
        remarks.stream()
            .map(r -> r.column() == null ? r.table() : r.table() + "." + r.column())
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    return REMARKS.warning(
        file.subject(),
        "%s (%d): %s%s. %s"
            .formatted(
                code,
                remarks.size(),
                names,
                remarks.size() > SHOWN ? ", …" : "",
                ended(remarks.get(0).text())),
        "Read docs/sqlite-schema.md on " + code + " and decide whether the application minds.");
  }
}
