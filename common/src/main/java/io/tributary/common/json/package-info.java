/** The one way in which records become JSON on topics and in answers. */
@NullMarked
package io.tributary.common.json;

import org.jspecify.annotations.NullMarked;
