package io.tributary.common.plan;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a migration file strictly: nothing unknown is passed over, nothing is guessed. The format
 * is described in {@code docs/migration-file.md}. Pure and thread-safe.
 */
public final class MigrationFile {
  static final int MAX_NAME = 30;

  private MigrationFile() {}

  /**
   * The migration that the file describes.
   *
   * @param yaml the file's text, at most 256 KiB
   * @throws MigrationFileException with every problem of the file, each with its line
   */
  public static Migration parse(String yaml) {
    FileReport report = new FileReport();
    Node root = YamlTree.read(yaml, report);
    report.throwIfAny();
    Migration migration = read(Value.at(root, "", report));
    // Also when something could not be read: the operator is to learn everything at once.
    new SourceCheck(migration, report).run();
    new TargetCheck(migration, report).run();
    new CutoverCheck(migration, report).run();
    report.throwIfAny();
    return migration;
  }

  private static Migration read(Value root) {
    Fields fields = root.fields(Section.FILE);
    String name = fields.text("migration");
    fields.get("migration").ifPresent(v -> Names.checkLabel(v, name, MAX_NAME));
    return new Migration(
        name,
        fields.get("target").map(TargetReader::read).orElse(new Target(null, "public", Map.of())),
        fields.get("sources").map(SourceReader::readAll).orElse(List.of()),
        fields.get("cutover").map(CutoverReader::read).orElse(Cutover.defaults()),
        fields.get("validation").map(CutoverReader::validation).orElse(Validation.defaults()));
  }
}
