package io.tributary.site;

import io.tributary.site.RenderedPage.Section;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes HTML of one page, with GitHub's anchors and with links that lead within the site.
 *
 * @param targets where links lead
 */
record PageRenderer(LinkTargets targets) {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  RenderedPage render(PageSource source) {
    Node document = PARSER.parse(source.markdown());
    Set<String> links = new LinkedHashSet<>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(targets.of(source, link.getDestination()));
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            image.setDestination(targets.of(source, image.getDestination()));
            visitChildren(image);
          }
        });
    Map<Node, String> anchors = new IdentityHashMap<>();
    List<Section> sections = sections(document, anchors);
    String html =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(
                context ->
                    (node, tag, attributes) -> {
                      if (anchors.containsKey(node)) {
                        attributes.put("id", anchors.get(node));
                      }
                      if (tag.equals("table") || tag.equals("pre")) {
                        // Wide ones are scrolled by themselves, with the keyboard too.
                        attributes.put("tabindex", "0");
                      }
                    })
            .build()
            .render(document);
    return new RenderedPage(source, sections.get(0).title(), html, sections, links);
  }

  private static List<Section> sections(Node document, Map<Node, String> anchors) {
    HeadingAnchors names = new HeadingAnchors();
    List<Section> sections = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Section open = new Section(1, "", "", "");
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        close(open, text, sections);
        String title = PlainText.of(heading);
        open = new Section(heading.getLevel(), title, names.next(title), "");
        anchors.put(heading, open.anchor());
      } else {
        text.append(PlainText.of(node)).append(' ');
      }
    }
    close(open, text, sections);
    return sections;
  }

  private static void close(Section open, StringBuilder text, List<Section> sections) {
    if (!open.title().isEmpty()) {
      sections.add(new Section(open.level(), open.title(), open.anchor(), text.toString().strip()));
    }
    text.setLength(0);
  }
}
