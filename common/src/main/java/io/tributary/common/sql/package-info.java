/** What every SQL statement of Tributary needs: quoting, and settings by which values are read. */
@NullMarked
package io.tributary.common.sql;

import org.jspecify.annotations.NullMarked;
