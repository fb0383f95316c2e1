package io.tributary.orchestrator.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvTextTest {

  @Test
  void rewritesTheValueAndKeepsEverythingElse() {
    String text = "# DB=comment\n\nexport  DB = old # why\n  OTHER=1\nDBX=2\nnot an assignment\n";

    assertThat(rewritten(text, Map.of("DB", "new")))
        .isEqualTo("# DB=comment\n\nexport  DB =new\n  OTHER=1\nDBX=2\nnot an assignment\n");
  }

  @Test
  void rewritesEveryOccurrenceAndAppendsWhatIsMissing() {
    assertThat(rewritten("DB=1\nDB=2", Map.of("DB", "x", "NEW", "y", "ALSO", "z")))
        .isEqualTo("DB=x\nDB=x\nALSO=z\nNEW=y\n");
    assertThat(rewritten("", Map.of("DB", "x"))).isEqualTo("DB=x\n");
  }

  @Test
  void keepsWindowsLineEndsAndAMissingLastOne() {
    assertThat(rewritten("A=1\r\nDB=old\r\nB=2", Map.of("DB", "new")))
        .isEqualTo("A=1\r\nDB=new\r\nB=2");
    assertThat(rewritten("A=1\r\n", Map.of("DB", "new"))).isEqualTo("A=1\r\nDB=new\r\n");
  }

  @Test
  void replacesAValueOfSeveralLinesWhole() {
    String text = "DB=\"one\n DB=two \\\"\nthree\"\nKEY='a\nDB=b'\nLAST=1\n";

    assertThat(rewritten(text, Map.of("DB", "new"))).isEqualTo("DB=new\nKEY='a\nDB=b'\nLAST=1\n");
  }

  @Test
  void quotesWhatAShellOrComposeWouldRead() {
    assertThat(set("postgres://u:p%20@h:5432/db?x=1")).isEqualTo("postgres://u:p%20@h:5432/db?x=1");
    assertThat(set("a b")).isEqualTo("'a b'");
    assertThat(set("p$a`b#c\"d\\e&f")).isEqualTo("'p$a`b#c\"d\\e&f'");
    assertThat(set("it's $5 \"x\" \\")).isEqualTo("\"it's \\$5 \\\"x\\\" \\\\\"");
    assertThat(set("two\nlines")).isEqualTo("\"two\\nlines\"");
    assertThat(set("")).isEmpty();
  }

  @Test
  void isTheSameWhenRepeated() {
    String once = rewritten("A=1\n", Map.of("DB", "a 'b' $c"));

    assertThat(rewritten(once, Map.of("DB", "a 'b' $c"))).isEqualTo(once);
  }

  @Test
  void refusesAQuoteThatNeverEnds() {
    assertThatThrownBy(() -> rewritten("DB='old\nB=1\n", Map.of("DB", "new")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never ends");
  }

  private static String rewritten(String text, Map<String, String> set) {
    return EnvText.read(text).with(set).text();
  }

  private static String set(String value) {
    String line = rewritten("V=\n", Map.of("V", value));
    return line.substring(2, line.length() - 1);
  }
}
