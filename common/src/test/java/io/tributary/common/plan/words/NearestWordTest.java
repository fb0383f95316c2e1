package io.tributary.common.plan.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  @Test
  void findsTheWordWithTheFewestMistakes() {
    assertThat(NearestWord.to("custmers", List.of("orders", "customer", "customers")))
        .contains("customers");
    assertThat(NearestWord.to("sitting", List.of("knitting", "kitten"))).contains("knitting");
  }

  @Test
  void countsAnotherCaseAsNoMistake() {
    assertThat(NearestWord.to("CUSTOMER", List.of("customs", "customer"))).contains("customer");
  }

  @Test
  void allowsTwoMistakesInShortWordsAndAThirdOfLongOnes() {
    assertThat(NearestWord.to("prt", List.of("port"))).contains("port");
    assertThat(NearestWord.to("abc", List.of("xyz"))).isEmpty();
    assertThat(NearestWord.to("abcdefghijkl", List.of("abcdefgh"))).contains("abcdefgh");
    assertThat(NearestWord.to("abcdefghijkl", List.of("abcdefg"))).isEmpty();
  }
}
