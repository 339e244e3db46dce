;; Sum and sum of squares of the Laplacian over the interior columns of an 8-bit image, eight pixels at a time.
;; All in integers: the results equal those of the scalar code in laplacian.ts.
(module
  (memory (export "memory") 1)

  ;; The sums of one call; whole numbers below 2^53.
  (global $sum (export "sum") (mut f64) (f64.const 0))
  (global $squares (export "squares") (mut f64) (f64.const 0))

  ;; Rows are stored one after the other from address 0. Columns 1 to $columns (a multiple of 8, at most 8192, and at most
  ;; width - 2) of every row; rows above the first and below the last are mirrored without repeating the edge.
  (func (export "measure") (param $width i32) (param $height i32) (param $columns i32)
    (local $y i32)
    (local $centre i32)
    (local $above i32)
    (local $below i32)
    (local $end i32)
    (local $values v128)
    (local $rowSum v128)
    (local $rowSquares v128)
    (global.set $sum (f64.const 0))
    (global.set $squares (f64.const 0))
    (if (i32.eqz (local.get $columns)) (then (return)))
    (loop $rows
      (local.set $centre (i32.add (i32.mul (local.get $y) (local.get $width)) (i32.const 1)))
      (local.set $above
        (i32.add
          (i32.mul
            (local.get $width)
            (select
              (i32.sub (local.get $y) (i32.const 1))
              (i32.gt_s (local.get $height) (i32.const 1))
              (i32.gt_s (local.get $y) (i32.const 0))))
          (i32.const 1)))
      (local.set $below
        (i32.add
          (i32.mul
            (local.get $width)
            (select
              (i32.add (local.get $y) (i32.const 1))
              (select
                (i32.sub (local.get $y) (i32.const 1))
                (i32.const 0)
                (i32.gt_s (local.get $height) (i32.const 1)))
              (i32.lt_s (i32.add (local.get $y) (i32.const 1)) (local.get $height))))
          (i32.const 1)))
      (local.set $end (i32.add (local.get $centre) (local.get $columns)))
      (local.set $rowSum (v128.const i32x4 0 0 0 0))
      (local.set $rowSquares (v128.const i32x4 0 0 0 0))
      (loop $pixels
        (local.set $values
          (i16x8.sub
            (i16x8.add
              (i16x8.add
                (v128.load8x8_u (i32.sub (local.get $centre) (i32.const 1)))
                (v128.load8x8_u offset=1 (local.get $centre)))
              (i16x8.add
                (v128.load8x8_u (local.get $above))
                (v128.load8x8_u (local.get $below))))
            (i16x8.shl (v128.load8x8_u (local.get $centre)) (i32.const 2))))
        (local.set $rowSum
          (i32x4.add (local.get $rowSum) (i32x4.extadd_pairwise_i16x8_s (local.get $values))))
        (local.set $rowSquares
          (i32x4.add (local.get $rowSquares) (i32x4.dot_i16x8_s (local.get $values) (local.get $values))))
        (local.set $above (i32.add (local.get $above) (i32.const 8)))
        (local.set $below (i32.add (local.get $below) (i32.const 8)))
        (br_if $pixels
          (i32.lt_s
            (local.tee $centre (i32.add (local.get $centre) (i32.const 8)))
            (local.get $end))))
      (global.set $sum (f64.add (global.get $sum) (call $lanes (local.get $rowSum))))
      (global.set $squares (f64.add (global.get $squares) (call $lanes (local.get $rowSquares))))
      (br_if $rows
        (i32.lt_s
          (local.tee $y (i32.add (local.get $y) (i32.const 1)))
          (local.get $height)))))

  ;; The four 32-bit lanes, added as doubles.
  (func $lanes (param $four v128) (result f64)
    (f64.add
      (f64.add
        (f64.convert_i32_s (i32x4.extract_lane 0 (local.get $four)))
        (f64.convert_i32_s (i32x4.extract_lane 1 (local.get $four))))
      (f64.add
        (f64.convert_i32_s (i32x4.extract_lane 2 (local.get $four)))
        (f64.convert_i32_s (i32x4.extract_lane 3 (local.get $four)))))))
