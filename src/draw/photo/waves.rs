//! From the waves that a JPEG describes a block by to its pixels (the inverse DCT), whole or made smaller on the way.
//!
//! A block of 8 by 8 pixels is described by 64 waves. Its longest 16 make the same block of 4 by 4 pixels, its longest 4
//! one of 2 by 2: nothing has to be made large in order to be made small. Only sums and products of `f32` are taken, in
//! one order, so that every computer finds the same pixels.

/// Values side by side, which are treated alike.
type Lanes<const N: usize> = [f32; N];

/// cos(k π / 16).
const COS: [f32; 8] =
    [1.0, 0.980_785_25, 0.923_879_5, 0.831_469_6, 0.707_106_77, 0.555_570_24, 0.382_683_43, 0.195_090_32];

/// Waves of `N` by `N`, row by row, to as many pixels. `N` is 2, 4 or 8.
pub(super) fn pixels<const N: usize>(waves: &[[f32; N]; N]) -> [[u8; N]; N] {
    let columns = turned(&line(waves));
    let rows = turned(&line(&columns));
    let mut pixels = [[0; N]; N];
    for (pixels, row) in pixels.iter_mut().zip(&rows) {
        for (pixel, light) in pixels.iter_mut().zip(row) {
            *pixel = byte(*light);
        }
    }
    pixels
}

/// What each wave of the file has to be multiplied by for [`pixels`] of `N` by `N`.
pub(super) const fn share<const N: usize>() -> f32 {
    N as f32 / 8.0
}

/// The nearest byte; 0 is middle grey.
#[inline(always)]
pub(super) fn byte(light: f32) -> u8 {
    // So far from 0 a number has no room for a fraction, and its last bits are the number itself.
    const FAR: f32 = 8_388_608.0;
    ((light + 128.0).clamp(0.0, 255.0) + FAR).to_bits() as u8
}

#[inline(always)]
fn turned<const N: usize>(rows: &[[f32; N]; N]) -> [[f32; N]; N] {
    let mut turned = [[0.0; N]; N];
    for (down, row) in rows.iter().enumerate() {
        for (across, &one) in row.iter().enumerate() {
            turned[across][down] = one;
        }
    }
    turned
}

/// The transform in one direction, for `N` lines at once.
#[inline(always)]
fn line<const N: usize>(waves: &[Lanes<N>; N]) -> [Lanes<N>; N] {
    let mut out = [[0.0; N]; N];
    match N {
        2 => {
            let half = COS[4];
            for lane in 0..N {
                let (a, b) = (waves[0][lane] * half, waves[1][lane] * half);
                (out[0][lane], out[1][lane]) = (a + b, a - b);
            }
        }
        4 => {
            for lane in 0..N {
                let [a, b, c, d] = four([waves[0][lane], waves[1][lane], waves[2][lane], waves[3][lane]]);
                (out[0][lane], out[1][lane], out[2][lane], out[3][lane]) = (a, b, c, d);
            }
        }
        _ => {
            for lane in 0..N {
                let mut values = [0.0; 8];
                values.iter_mut().zip(waves).for_each(|(value, row)| *value = row[lane]);
                out.iter_mut().zip(eight(values)).for_each(|(out, one)| out[lane] = one);
            }
        }
    }
    out
}

#[inline(always)]
fn four([a, b, c, d]: [f32; 4]) -> [f32; 4] {
    let (steep, flat) = (COS[4] * COS[2], COS[4] * COS[6]);
    let (sum, difference) = (0.5 * (a + c), 0.5 * (a - c));
    let (outer, inner) = (steep * b + flat * d, flat * b - steep * d);
    [sum + outer, difference + inner, difference - inner, sum - outer]
}

#[inline(always)]
fn eight([a, b, c, d, e, f, g, h]: [f32; 8]) -> [f32; 8] {
    let even = four([a, c, e, g]);
    let odd = [
        COS[1] * b + COS[3] * d + COS[5] * f + COS[7] * h,
        COS[3] * b - COS[7] * d - COS[1] * f - COS[5] * h,
        COS[5] * b - COS[1] * d + COS[7] * f + COS[3] * h,
        COS[7] * b - COS[5] * d + COS[3] * f - COS[1] * h,
    ];
    let mut out = [0.0; 8];
    for place in 0..4 {
        let (even, odd) = (even[place] * COS[4], odd[place] * 0.5);
        (out[place], out[7 - place]) = (even + odd, even - odd);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{byte, pixels, share};
    use std::f64::consts::PI;

    /// The textbook's double sum (ITU T.81, A.3.3) for a block of 8 by 8 waves, seen at so many places a side.
    fn slowly<const N: usize>(waves: &[[f32; N]; N]) -> [[f64; N]; N] {
        let weight = |place: usize| if place == 0 { (1.0 / N as f64).sqrt() } else { (2.0 / N as f64).sqrt() };
        let wave =
            |at: usize, place: usize| weight(place) * ((2 * at + 1) as f64 * place as f64 * PI / (2 * N) as f64).cos();
        let mut out = [[0.0; N]; N];
        for (y, row) in out.iter_mut().enumerate() {
            for (x, out) in row.iter_mut().enumerate() {
                for (down, waves) in waves.iter().enumerate() {
                    for (across, &one) in waves.iter().enumerate() {
                        *out += f64::from(one) * wave(x, across) * wave(y, down);
                    }
                }
            }
        }
        out
    }

    fn all_agree<const N: usize>() {
        let mut state = 7_u32;
        for _ in 0..200 {
            let mut waves = [[0.0; N]; N];
            for one in waves.iter_mut().flatten() {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *one = (f32::from((state >> 24) as u8) - 128.0) * share::<N>();
            }
            let slow = slowly(&waves);
            for (found, expected) in pixels(&waves).iter().flatten().zip(slow.iter().flatten()) {
                let expected = (expected + 128.0).clamp(0.0, 255.0);
                assert!((f64::from(*found) - expected).abs() < 0.51, "{found} for {expected}, {N} a side");
            }
        }
    }

    #[test]
    fn every_size_is_what_the_textbook_says() {
        all_agree::<2>();
        all_agree::<4>();
        all_agree::<8>();
    }

    #[test]
    fn a_flat_block_keeps_its_light_at_every_size() {
        // 8 times the light: so the standard scales the first wave.
        let first = 8.0 * 60.0;
        let two = pixels::<2>(&[[first * share::<2>(), 0.0], [0.0; 2]]);
        let mut waves = [[0.0; 4]; 4];
        waves[0][0] = first * share::<4>();
        assert_eq!((two, pixels(&waves)), ([[188; 2]; 2], [[188; 4]; 4]));
    }

    #[test]
    fn light_is_rounded_and_stays_in_its_bounds() {
        assert_eq!([-500.0, -128.0, -0.6, 0.0, 0.4, 0.6, 127.0, 9e9].map(byte), [0, 0, 127, 128, 128, 129, 255, 255]);
    }
}
