package io.tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.architecture.SourceTree.SourceType;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.observed.PreflightCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Error codes of all modules: unique, spelt alike, and each in {@code docs/errors.md}, which {@code
 * -Dtributary.errors.write=true} writes.
 */
class ErrorCodesTest {
  private static final Pattern SHAPE = Pattern.compile("TRB(-[A-Z0-9]+){2,}");
  private static final Pattern SPELT =
      Pattern.compile("TRB(?:-[A-Z0-9]+){2,}(?![A-Z0-9]|-[\"A-Z0-9])");
  private static final Pattern OF_HTTP = Pattern.compile("TRB-HTTP-\\d{3}");
  private static final Path DOCUMENT = SourceTree.root().resolve("docs/errors.md");

  private static final List<ErrorCode> CODES = codes();

  @Test
  void everyCodeIsThereOnce() {
    assertThat(texts()).doesNotHaveDuplicates();
  }

  @Test
  void everyCodeNamesItsArea() {
    assertThat(texts()).allMatch(code -> SHAPE.matcher(code).matches());
    assertThat(CODES)
        .as("give its area a title in ErrorArea")
        .allMatch(
            code -> Stream.of(ErrorArea.values()).filter(area -> area.has(code)).count() == 1);
  }

  @Test
  void everyCodeSaysWhatItMeansAndWhatToDo() {
    assertThat(CODES)
        .allMatch(code -> sentence(code.fact().meaning()) && sentence(code.fact().remedy()));
    assertThat(PreflightCode.values())
        .allMatch(check -> sentence(check.meaning()) && sentence(check.remedy()));
  }

  @Test
  void everyCodeInTheSourcesIsKnown() {
    Set<String> unknown = new TreeSet<>();
    SourceTree.types().forEach(type -> unknown.addAll(spelt(type.file())));
    unknown.removeAll(texts());
    unknown.removeIf(code -> OF_HTTP.matcher(code).matches());
    assertThat(unknown).as("in no enum of codes").isEmpty();
  }

  @Test
  void everyCodeOfAnEnumIsKnown() throws ReflectiveOperationException {
    Set<String> made = new TreeSet<>();
    for (SourceType type : SourceTree.types()) {
      String source = read(type.file());
      if (source.contains("\"TRB-") && source.contains("enum " + type.name() + " ")) {
        made.addAll(codesOf(Class.forName(type.qualified())));
      }
    }
    assertThat(texts()).containsAll(made);
  }

  @Test
  void everyCodeInTheDocumentsIsKnown() throws IOException {
    Set<String> unknown = new TreeSet<>();
    try (Stream<Path> files = Files.list(DOCUMENT.getParent())) {
      files.filter(Files::isRegularFile).forEach(file -> unknown.addAll(spelt(file)));
    }
    unknown.removeAll(texts());
    unknown.removeIf(code -> OF_HTTP.matcher(code).matches());
    assertThat(unknown).isEmpty();
  }

  @Test
  void theDocumentHasWhatTheCodesSay() throws IOException {
    String made = ErrorDocument.of(CODES);
    if (Boolean.getBoolean("tributary.errors.write")) {
      Files.writeString(DOCUMENT, made);
    }
    assertThat(read(DOCUMENT)).as("run this with -Dtributary.errors.write=true").isEqualTo(made);
  }

  private static List<String> texts() {
    return Stream.concat(
            CODES.stream().map(ErrorCode::code),
            Stream.of(PreflightCode.values()).map(PreflightCode::code))
        .toList();
  }

  static List<ErrorCode> codes() {
    List<ErrorCode> codes = new ArrayList<>();
    for (SourceType type : SourceTree.types()) {
      if (read(type.file()).contains("enum " + type.name() + " implements ErrorCode")) {
        codes.addAll(constants(type));
      }
    }
    codes.sort(Comparator.comparing(ErrorCode::code));
    return codes;
  }

  private static List<ErrorCode> constants(SourceType type) {
    try {
      return Stream.of(Class.forName(type.qualified()).getEnumConstants())
          .map(ErrorCode.class::cast)
          .toList();
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no module on the class path has it", e);
    }
  }

  private static List<String> codesOf(Class<?> type) throws ReflectiveOperationException {
    List<String> codes = new ArrayList<>();
    Method code = type.getMethod("code");
    code.setAccessible(true);
    for (Object constant : type.getEnumConstants()) {
      codes.add((String) code.invoke(constant));
    }
    return codes;
  }

  private static boolean sentence(String text) {
    return text.matches("(?s)[A-Z].*\\.") && !text.contains("|");
  }

  private static Set<String> spelt(Path file) {
    return SPELT.matcher(read(file)).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
