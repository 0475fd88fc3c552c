"""Keys of the questions of each official form, as read from its source: none may be lost from the starter forms."""

OFFICIAL: dict[str, tuple[str, ...]] = {
    "phuc_khao_thi_tot_nghiep_thpt": (
        "kinh_gui_don_vi_dkdt", "kinh_gui_hoi_dong_thi", "ho_ten", "gioi_tinh", "ngay_sinh", "dan_toc", "noi_sinh",
        "so_giay_to", "dien_thoai", "hoi_dong_thi_so", "hoi_dong_thi_tinh", "diem_thi", "so_bao_danh", "bai_thi",
        "stt", "mon_thi", "phong_thi", "diem_bai_thi", "ghi_chu", "cam_doan", "ngay_lap", "ky_ten",
    ),
    "cap_ban_sao_van_bang_tu_so_goc": (
        "chonDoiTuong", "isOwnerDossier", "fullname", "identityNumber", "birthday", "gender", "identityDate",
        "idIssuePlace", "province", "district", "address", "phoneNumber", "email", "ChuHS", "ownerFullname",
        "ownerGender", "ownerIdentityNumber", "ownerBirthday", "ownerIdentityAgency22", "ownerOrganizationFullname",
        "ownerTaxCode", "ownerIdentityDate", "ownerNation", "ownerPhoneNumber", "ownerProvince", "ownerDistrict",
        "ownerAddress", "Kinhgui", "ToiTen", "sinhNam", "Sodinhdanh", "Duoccap", "do", "Sohieu", "requestQty",
        "sogoc", "lydo", "thongtinkhac", "lienhe", "ngay", "nguoidenghi",
    ),
    "xet_cong_nhan_tot_nghiep_thpt": (
        "so_gddt", "ma_so", "so_phieu", "ho_ten", "gioi", "ngay_sinh", "noi_sinh", "dan_toc",
        "quoc_tich_nuoc_ngoai", "so_can_cuoc", "thi_sinh_tu_do", "ma_dinh_danh_csdl", "ket_qua_ren_luyen",
        "ket_qua_hoc_tap", "diem_tb_cac_nam", "mien_thi", "giai_hsg", "giai_hsg_diem", "giai_khac",
        "giai_khac_diem", "dien_uu_tien", "co_hoc_ba", "co_giay_khai_sinh", "co_cn_mien_thi", "co_cc_ngoai_ngu",
        "co_cc_ngu_van", "co_gcn_giai", "co_bao_luu", "giay_to_khac", "cam_doan", "ngay_ky_thi_sinh", "thi_sinh_ky",
        "nguoi_nhan_ky", "thu_truong_ky",
    ),
    "mien_giam_hoc_phi_nd81": (
        "kinh_gui", "ho_ten_nguoi_lam_don", "ho_ten_hoc_sinh", "lop", "truong", "doi_tuong", "ngay_lap",
        "nguoi_lam_don",
    ),
    "chuyen_truong_thpt": (
        "kinh_gui_so", "kinh_gui_truong_di", "kinh_gui_truong_den", "ho_ten_phu_huynh", "ho_ten_hoc_sinh",
        "ngay_sinh", "ly_do", "y_kien_truong_den",
    ),
    "chuyen_truong_tieu_hoc": (
        "kinh_gui_phong_di", "kinh_gui_phong_den", "kinh_gui_truong_di", "kinh_gui_truong_den", "ho_ten_phu_huynh",
        "noi_o", "ho_ten_hoc_sinh", "nam_sinh", "lop", "nam_hoc", "truong_dang_hoc", "ket_qua_cuoi_nam", "hoc_luc",
        "hanh_kiem", "lop_den", "nam_hoc_den", "truong_den", "huyen_den", "tinh_den", "ly_do",
    ),
    "chuyen_nganh_truong_nuoc_du_hoc": (
        "kinh_gui", "ho_ten", "co_quan_quan_ly", "quyet_dinh_so", "quyet_dinh_ngay", "quyet_dinh_cua",
        "co_so_dang_hoc", "trinh_do", "nganh_nghe", "tong_thoi_gian", "ngay_nhap_hoc", "van_ban_dong_y_so",
        "van_ban_dong_y_ngay", "van_ban_dong_y_cua", "ly_do", "cam_ket", "dia_chi", "email", "dien_thoai_co_dinh",
        "dien_thoai_di_dong", "ngay_lap", "nguoi_lam_don",
    ),
    "dang_ky_du_thi_tot_nghiep_thpt": (
        "so_gddt", "ma_so", "so_phieu", "ho_ten", "gioi_tinh", "ngay_sinh", "noi_sinh", "dan_toc",
        "quoc_tich_nuoc_ngoai", "so_can_cuoc",
    ),
    "ho_tro_chi_phi_hoc_tap_nd81": ("kinh_gui", "ho_ten", "ho_ten_hoc_sinh"),
}  # fmt: skip

LABELS: dict[str, tuple[str, str]] = {
    "phuc_khao_thi_tot_nghiep_thpt": ("so_giay_to", "Chứng minh nhân dân/Căn cước công dân số"),
    "cap_ban_sao_van_bang_tu_so_goc": ("Duoccap", "Đã được cấp (tên văn bằng, chứng chỉ)"),
    "xet_cong_nhan_tot_nghiep_thpt": ("ho_ten", "1. Họ, chữ đệm và tên của thí sinh"),
    "mien_giam_hoc_phi_nd81": ("ho_ten_hoc_sinh", "Là cha/mẹ (hoặc người giám hộ) của em (2)"),
    "chuyen_truong_thpt": ("ho_ten_phu_huynh", "Tôi tên là … phụ huynh của học sinh"),
    "chuyen_truong_tieu_hoc": ("lop_den", "cho tôi được chuyển con tôi về học lớp"),
    "chuyen_nganh_truong_nuoc_du_hoc": ("quyet_dinh_so", "Được cử đi học ở nước ngoài theo Quyết định số"),
    "dang_ky_du_thi_tot_nghiep_thpt": (
        "so_can_cuoc",
        "4. Số thẻ Căn cước/Căn cước công dân/số định danh/hộ chiếu",
    ),
    "ho_tro_chi_phi_hoc_tap_nd81": ("ho_ten_hoc_sinh", "Là cha/mẹ (hoặc người giám hộ) của em (2)"),
}
