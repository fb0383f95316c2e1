package io.tributary.site;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What a reader sees of a piece of Markdown, without any markup. */
final class PlainText extends AbstractVisitor {
  private final StringBuilder seen = new StringBuilder();

  /** The text of a node and all below it, on one line. */
  static String of(Node node) {
    PlainText text = new PlainText();
    node.accept(text);
    return text.seen.toString().replaceAll("\\s+", " ").strip();
  }

  @Override
  public void visit(Text text) {
    seen.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    seen.append(code.getLiteral());
  }

  @Override
  public void visit(FencedCodeBlock block) {
    seen.append(block.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock block) {
    seen.append(block.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak line) {
    seen.append(' ');
  }

  @Override
  public void visit(HardLineBreak line) {
    seen.append(' ');
  }

  @Override
  public void visit(CustomNode node) {
    visitChildren(node);
    if (node instanceof TableCell) {
      seen.append(' ');
    }
  }

  @Override
  protected void visitChildren(Node parent) {
    super.visitChildren(parent);
    if (parent instanceof org.commonmark.node.Block) {
      seen.append(' ');
    }
  }
}
