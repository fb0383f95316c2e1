package io.tributary.cdc.preflight;

import io.tributary.common.error.TributaryException;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sqlite.Remark;
import io.tributary.common.sqlite.RemarkCode;
import io.tributary.common.sqlite.SchemaReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What cannot be moved as declared, and what the target will lack or do in another way. */
final class SqliteMappingCheck implements SqliteCheck {
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

  /** Its tables are compared with the file's when they are there. */
  private static List<PreflightCheck> byDdlFile(SqliteReading file) {
    Path ddl = Path.of(file.source().converted().ddlFile());
    List<PreflightCheck> found = new ArrayList<>();
    found.add(
        Files.isReadable(ddl)
            ? CODE.passed(file.subject(), "The DDL file " + ddl + " can be read.")
            : CODE.failed(
                file.subject(),
                "The DDL file " + ddl + " cannot be read on the machine of cdc-service.",
                "Put it there, or correct its path."));
    found.addAll(remarks(file, SchemaReader.read(file.basis().entries(), Map.of()).remarks()));
    return found;
  }

  private static List<PreflightCheck> derived(SqliteReading file) {
    SourceMapping mapping = SourceMapping.of(file.source(), file.basis());
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
    found.addAll(remarks(file, mapping.remarks()));
    return found;
  }

  private static List<PreflightCheck> remarks(SqliteReading file, List<Remark> remarks) {
    Map<RemarkCode, List<Remark>> byCode =
        remarks.stream()
            .collect(Collectors.groupingBy(Remark::code, TreeMap::new, Collectors.toList()));
    return byCode.entrySet().stream().map(e -> summed(file, e.getKey(), e.getValue())).toList();
  }

  private static PreflightCheck summed(SqliteReading file, RemarkCode code, List<Remark> remarks) {
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
                remarks.get(0).text()),
        "Read docs/sqlite-schema.md on " + code + " and decide whether the application minds.");
  }
}
