package io.tributary.common.plan.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of the file and its place. Each reading method reports a value of another type and then
 * gives an empty one, so that reading goes on and finds the remaining problems.
 *
 * @param node the YAML node
 * @param path its place, such as {@code target.schemas.n8n}
 * @param report where problems go
 */
record FileValue(Node node, String path, FileProblems report) {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}([.][0-9]{1,9})?");

  static FileValue at(Node node, String path, FileProblems report) {
    report.stands(path, node.getStartMark().getLine() + 1);
    return new FileValue(node, path, report);
  }

  void problem(PlanError error, String message) {
    report.problem(error, path, message);
  }

  String text() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      if (scalar.getValue().isEmpty()) {
        problem(PlanError.BAD_VALUE, "This must not be empty.");
      }
      return scalar.getValue();
    }
    wrongType("a text; write it in quotes when it looks like a number, a date or a yes/no");
    return "";
  }

  /** A text, number or yes/no as it is written. */
  String scalar() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    wrongType("one value");
    return "";
  }

  long number(long min, long max) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        long number = Long.parseLong(scalar.getValue());
        if (number < min || number > max) {
          problem(
              PlanError.BAD_VALUE, number + " is out of range: from " + min + " to " + max + ".");
        }
        return number;
      } catch (NumberFormatException e) {
        // Octal, hexadecimal and grouped numbers of YAML 1.1 end up here: nobody means them.
      }
    }
    wrongType("a whole number from " + min + " to " + max + ", in plain decimal digits");
    return min;
  }

  double decimal(double min, double max) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
        && DECIMAL.matcher(scalar.getValue()).matches()) {
      double number = Double.parseDouble(scalar.getValue());
      if (number < min || number > max) {
        problem(PlanError.BAD_VALUE, number + " is out of range: from " + min + " to " + max + ".");
      }
      return number;
    }
    wrongType("a number from " + min + " to " + max + ", in plain decimal digits such as 1.1");
    return min;
  }

  boolean flag() {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      if (scalar.getValue().equals("true") || scalar.getValue().equals("false")) {
        return scalar.getValue().equals("true");
      }
    }
    wrongType("true or false");
    return false;
  }

  List<FileValue> list() {
    List<FileValue> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        items.add(at(item, path + "[" + items.size() + "]", report));
      }
    } else {
      wrongType("a list");
    }
    return items;
  }

  /** The entries of a mapping in their order; each key once. */
  Map<String, FileValue> entries() {
    Map<String, FileValue> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      wrongType("a mapping of keys to values");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        report.problem(PlanError.WRONG_TYPE, line, path, "A key must be a plain text.");
        continue;
      }
      String key = scalar.getValue();
      String place = path.isEmpty() ? key : path + "." + key;
      if (entries.containsKey(key)) {
        report.problem(
            PlanError.DUPLICATE_KEY, line, place, "\"" + key + "\" stands here a second time.");
        continue;
      }
      report.stands(place, line);
      entries.put(key, new FileValue(tuple.getValueNode(), place, report));
    }
    return entries;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether this is a mapping with such a key. */
  boolean has(String key) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                entry ->
                    entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key));
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  SectionFields fields(SectionKeys section) {
    return SectionFields.of(this, section);
  }

  private void wrongType(String expected) {
    problem(PlanError.WRONG_TYPE, "This must be " + expected + ".");
  }
}
