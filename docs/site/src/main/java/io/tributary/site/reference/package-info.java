/** Reference pages that are made of what the code says of itself, as Markdown. */
@NullMarked
package io.tributary.site.reference;

import org.jspecify.annotations.NullMarked;
