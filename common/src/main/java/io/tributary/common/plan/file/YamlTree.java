package io.tributary.common.plan.file;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Turns the text into YAML nodes within limits; no object is ever constructed from a tag. */
final class YamlTree {
  static final int MAX_BYTES = 256 * 1024;

  /** Bounds the work that a file of repeated references can cause. */
  private static final int MAX_ALIASES = 20;

  private static final int MAX_DEPTH = 20;

  private YamlTree() {}

  static Optional<Node> read(String yaml, FileProblems report) {
    if (yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      report.problem(
          PlanError.TOO_LARGE, "", "The file is larger than " + MAX_BYTES / 1024 + " KiB.");
      return Optional.empty();
    }
    try {
      Node root = new Yaml(limits()).compose(new StringReader(yaml));
      if (root == null) {
        report.problem(PlanError.SYNTAX, "", "The file is empty.");
      }
      return Optional.ofNullable(root);
    } catch (MarkedYAMLException e) {
      // Only the problem's name: the library's full message quotes the line, secrets included.
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      report.problem(PlanError.SYNTAX, line, "", "This is not YAML: " + e.getProblem() + ".");
    } catch (YAMLException e) {
      report.problem(
          PlanError.TOO_LARGE,
          "",
          "The file holds characters that YAML does not allow, nests more than "
              + MAX_DEPTH
              + " levels deep or has more than "
              + MAX_ALIASES
              + " aliases.");
    }
    return Optional.empty();
  }

  private static LoaderOptions limits() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_BYTES);
    return options;
  }
}
