package io.tributary.orchestrator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.evidence.SigningKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidencePageTest {
  private static final String NASTY = "<script>alert('x')</script>&\\\"";

  @Test
  void showsEveryValueAsItIsAndRunsNothing() {
    String report =
        """
        {"migration": "NASTY", "change": {"direction": "NASTY", "orderedBy": {"principal": "NASTY"},
         "steps": [{"step": "NASTY"}], "actions": [{"action": "NASTY"}]},
         "streams": [{"stream": "NASTY", "source": "NASTY", "kind": "NASTY",
                      "tables": [{"table": "NASTY", "sourceDigest": "NASTY"}]}],
         "notCompared": [{"table": "NASTY", "columns": ["NASTY", "b"]}],
         "leftToDo": [{"stream": "NASTY", "code": "NASTY", "what": "left NASTY"}],
         "applications": [{"schema": "NASTY", "path": "NASTY"}],
         "checklist": [{"source": "NASTY", "what": "NASTY", "commands": ["NASTY"]}]}
        """
            .replace("NASTY", NASTY);

    String page = EvidencePage.of(signed(report, Optional.empty()));

    assertThat(page)
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;")
        .contains("&amp;&quot;, b</td>")
        .contains("<td>left &lt;script&gt;")
        .contains("@media print")
        .contains("Not signed.")
        .doesNotContain("http:", "https:", "src=", "url(");
  }

  @Test
  void showsWhoHasSignedIt() {
    SigningKey key = SigningKey.of(SigningKey.fresh(), "here");

    SignedReport signed = signed("{}", Optional.of(key));

    assertThat(EvidencePage.of(signed))
        .doesNotContain("Not signed")
        .contains(HtmlText.escaped(signed.signature().orElseThrow().publicKey()));
  }

  private static SignedReport signed(String report, Optional<SigningKey> key) {
    String canonical = CanonicalJson.text(CanonicalJson.read(report));
    return new SignedReport(canonical, key.map(by -> by.sign(canonical)));
  }
}
