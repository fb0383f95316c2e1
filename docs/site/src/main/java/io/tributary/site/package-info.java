/** The site of the documentation: Markdown in, pages that need no server and no network out. */
@NullMarked
package io.tributary.site;

import org.jspecify.annotations.NullMarked;
