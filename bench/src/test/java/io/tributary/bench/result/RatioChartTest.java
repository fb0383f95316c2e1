package io.tributary.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RatioChartTest {
  private static final BenchResult FASTER =
      new BenchResult("lag", "a & <b>", new RatioSpread(4, 2, 8), 1, 4, "ms p99");
  private static final BenchResult SLOWER =
      new BenchResult("copy-pg", "other", new RatioSpread(0.25, 0, 0.5), 1, 4, "rows/s");

  @Test
  void hasABarOfTheSameLengthForFourTimesAndAQuarter() throws Exception {
    // when
    Document picture = parse(RatioChart.of(List.of(FASTER, SLOWER)));

    // then the first rectangle is the background
    NodeList bars = picture.getElementsByTagName("rect");
    assertThat(bars.getLength()).isEqualTo(3);
    assertThat(width(bars, 1)).isPositive().isEqualTo(width(bars, 2));
    assertThat(left(bars, 1)).isGreaterThan(left(bars, 2));
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("lag / a & <b> (ms p99)", "4.00", "copy-pg / other (rows/s)", "0.25");
  }

  @Test
  void isAPictureAlsoWhenNothingWasMeasured() throws Exception {
    assertThat(parse(RatioChart.of(List.of())).getDocumentElement().getTagName()).isEqualTo("svg");
  }

  private static double width(NodeList bars, int index) {
    return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
  }

  private static double left(NodeList bars, int index) {
    return Double.parseDouble(((Element) bars.item(index)).getAttribute("x"));
  }

  private static Document parse(String picture) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(picture)));
  }
}
