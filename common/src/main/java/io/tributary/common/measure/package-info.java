/** What is measured of the time that work takes, and that somebody has to wait for it. */
@NullMarked
package io.tributary.common.measure;

import org.jspecify.annotations.NullMarked;
