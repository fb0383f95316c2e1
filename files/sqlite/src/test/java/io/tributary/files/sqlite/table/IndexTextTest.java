package io.tributary.files.sqlite.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexTextTest {
  @Test
  void findsExpressionsAndTheCondition() {
    IndexText text =
        IndexText.parse(
            "CREATE UNIQUE INDEX \"a(,where\" ON [t)] (lower(x, ',)'), y COLLATE NOCASE desc, "
                + "`q``)` /* ) , */ ASC) -- where not\n wHERE z > 'a where b'");
    assertThat(text.terms())
        .containsExactly("lower(x, ',)')", "y COLLATE NOCASE", "`q``)` /* ) , */");
    assertThat(text.where()).isEqualTo("z > 'a where b'");
  }

  @Test
  void knowsThatThereIsNoCondition() {
    assertThat(IndexText.parse("CREATE UNIQUE INDEX i ON t (\"where\")").where()).isNull();
  }
}
