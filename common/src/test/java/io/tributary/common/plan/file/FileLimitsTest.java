package io.tributary.common.plan.file;

import static io.tributary.common.plan.file.MigrationFileTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileLimitsTest {

  @Test
  void refusesAFileThatIsTooLarge() {
    assertThat(problems("#".repeat(YamlTree.MAX_BYTES + 1)))
        .extracting(FileProblem::code)
        .containsExactly("TRB-PLAN-TOO-LARGE");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(problems("")).extracting(FileProblem::code).containsExactly("TRB-PLAN-SYNTAX");
  }

  @Test
  void refusesReferencesThatMultiply() {
    // given
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      yaml.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(8), i - 1));
    }

    // then
    assertThat(problems(yaml.toString()))
        .extracting(FileProblem::code)
        .containsExactly("TRB-PLAN-TOO-LARGE");
  }

  @Test
  void refusesAReferenceToItself() {
    assertThat(problems("sources: &s [*s]\n"))
        .extracting(FileProblem::code)
        .contains("TRB-PLAN-WRONG-TYPE");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(problems("migration: " + "[".repeat(100) + "]".repeat(100)))
        .extracting(FileProblem::code)
        .containsExactly("TRB-PLAN-TOO-LARGE");
  }

  @Test
  void refusesATagThatAsksForAnObject() {
    assertThat(problems(ExampleFile.with("migration: assistants", "migration: !!java.net.URL x")))
        .extracting(FileProblem::code)
        .containsExactly("TRB-PLAN-SYNTAX");
  }

  @Test
  void refusesASecondDocument() {
    assertThat(problems(ExampleFile.text() + "---\na: b\n"))
        .extracting(FileProblem::code)
        .containsExactly("TRB-PLAN-SYNTAX");
  }
}
